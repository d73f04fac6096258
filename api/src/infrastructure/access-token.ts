/** How long an access token holds. */
export const ACCESS_TOKEN_SECONDS = 15 * 60;
