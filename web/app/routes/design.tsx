import { Empty } from '#parts/empty.tsx';

export default function DesignPage() {
  return <Empty title="Design">…</Empty>;
}
