# One file, three images: docker build --target api|jobs|web .
# Node runs the TypeScript of the libraries and jobs itself; only api and web are built.
ARG NODE_IMAGE=node:24-bookworm-slim

FROM ${NODE_IMAGE} AS manifests
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY contract/package.json contract/
COPY data/package.json data/
COPY elastic/package.json elastic/
COPY recommender/package.json recommender/
COPY jobs/package.json jobs/
COPY api/package.json api/
COPY web/package.json web/

FROM manifests AS build
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build

FROM manifests AS api-modules
RUN npm ci --no-audit --no-fund --omit=dev --workspace api --workspace data --workspace elastic --workspace recommender --workspace contract
COPY scripts/prune-modules.mjs scripts/
RUN node scripts/prune-modules.mjs

FROM manifests AS jobs-modules
RUN npm ci --no-audit --no-fund --omit=dev --workspace jobs --workspace data --workspace elastic --workspace recommender --workspace contract
COPY scripts/prune-modules.mjs scripts/
RUN node scripts/prune-modules.mjs

FROM manifests AS web-modules
RUN npm ci --no-audit --no-fund --omit=dev --workspace web --workspace contract
COPY scripts/prune-modules.mjs scripts/
RUN node scripts/prune-modules.mjs

FROM ${NODE_IMAGE} AS runtime
WORKDIR /app
ENV NODE_ENV=production HOST=0.0.0.0 MARQUEE_DATA=/data
RUN mkdir /data && chown node:node /data
VOLUME /data
USER node

FROM runtime AS api
COPY --from=api-modules /app ./
COPY scripts scripts
COPY contract contract
COPY data data
COPY elastic elastic
COPY recommender recommender
COPY api/package.json api/
COPY --from=build /app/api/dist api/dist
EXPOSE 3001
CMD ["node", "--enable-source-maps", "scripts/contained.ts", "api/dist/main.js"]

FROM runtime AS jobs
COPY --from=jobs-modules /app ./
COPY contract contract
COPY data data
COPY elastic elastic
COPY recommender recommender
COPY jobs jobs
COPY scripts scripts
CMD ["node", "scripts/contained.ts", "jobs/src/main.ts"]

FROM runtime AS web
COPY --from=web-modules /app ./
COPY scripts scripts
COPY contract contract
COPY web web
COPY --from=build /app/web/build web/build
EXPOSE 3000
CMD ["node", "--enable-source-maps", "scripts/contained.ts", "web/server.ts"]
