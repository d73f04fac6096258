import { Head } from './head.tsx';

interface SocialCardProps {
  readonly type: 'website' | 'video.movie';
  readonly title: string;
  readonly description: string;
  readonly url: string;
  /** The address of a PNG of 1200 × 630, and what it shows. */
  readonly image: string;
  readonly alt: string;
}

/** What social networks and messengers show beside a link. */
export function SocialCard({ type, title, description, url, image, alt }: SocialCardProps) {
  return (
    <Head>
      <meta property="og:type" content={type} />
      <meta property="og:site_name" content="Marquee" />
      <meta property="og:title" content={title} />
      <meta property="og:description" content={description} />
      <meta property="og:url" content={url} />
      <meta property="og:image" content={image} />
      <meta property="og:image:type" content="image/png" />
      <meta property="og:image:width" content="1200" />
      <meta property="og:image:height" content="630" />
      <meta property="og:image:alt" content={alt} />
      <meta name="twitter:card" content="summary_large_image" />
    </Head>
  );
}
