import type { TasteMap as MapData } from '@marquee/contract/map';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { useNavigate } from 'react-router';
import { useStrings } from '#strings/use-strings.ts';
import { areaNames } from './area-name.ts';
import { hueOf } from './colours.ts';
import { neighbourOf } from './film-map.ts';
import type { Direction } from './film-map.ts';
import { MapCard } from './map-card.tsx';
import { MapSearch } from './map-search.tsx';
import { MapStage } from './stage.ts';

interface TasteMapProps {
  readonly map: MapData;
  /** [film, stars] of who is logged in. */
  readonly ratings: readonly (readonly [number, number])[];
  /** The area that stands out; -1: none. */
  readonly area: number;
  /** Id of the film to begin with. */
  readonly film: number | null;
}

const ARROWS: Readonly<Record<string, Direction>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
};
const STEP = 1.6;

/** The map on a canvas: to be moved by mouse, fingers and keys. Films are named by their place in the map's lists. */
export function TasteMap({ map, ratings, area, film: first }: TasteMapProps) {
  const t = useStrings();
  const navigate = useNavigate();
  const canvas = useRef<HTMLCanvasElement>(null);
  const swatches = useRef<HTMLDivElement>(null);
  const [stage, setStage] = useState<MapStage | null>(null);
  const [picked, setPicked] = useState(() => (first === null ? -1 : map.films.ids.indexOf(first)));
  const [hovered, setHovered] = useState(-1);
  const active = hovered >= 0 ? hovered : picked;
  const rated = useMemo(() => {
    const places = new Map(map.films.ids.map((id, at) => [id, at]));
    return new Map(
      ratings.flatMap(([id, stars]) => (places.has(id) ? [[places.get(id)!, stars] as const] : [])),
    );
  }, [map, ratings]);
  const names = useMemo(() => areaNames(t, map.areas), [map, t]);

  useEffect(() => {
    const made = new MapStage(canvas.current!, swatches.current!, map, {
      onHover: setHovered,
      onPick: setPicked,
    });
    setStage(made);
    return () => made.close();
  }, [map]);
  useEffect(() => stage?.show({ rated, active, area, names }), [stage, rated, active, area, names]);
  useEffect(() => {
    if (area >= 0) stage?.visitArea(area);
  }, [stage, area]);
  useEffect(() => {
    const start = first === null ? -1 : map.films.ids.indexOf(first);
    if (start >= 0) stage?.visit(start);
  }, [stage, map, first]);

  const pick = (film: number): void => {
    setHovered(-1);
    setPicked(film);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (stage === null || event.ctrlKey || event.metaKey || event.altKey) return;
    const arrow = ARROWS[event.key];
    if (arrow !== undefined) {
      const next = active < 0 ? stage.filmInTheMiddle() : neighbourOf(map, active, arrow);
      pick(next);
      stage.keepInSight(next);
    } else if (event.key === '+' || event.key === '=') stage.zoom(STEP);
    else if (event.key === '-') stage.zoom(1 / STEP);
    else if (event.key === '0') stage.showAll();
    else if (event.key === 'Escape') pick(-1);
    else if (event.key === 'Enter' && active >= 0) void navigate(`/movies/${map.films.ids[active]}`);
    else return;
    event.preventDefault();
  };

  return (
    <div className="map-stage">
      <div ref={swatches} className="map-swatches" aria-hidden="true">
        <i className="swatch-ink" />
        <i className="swatch-soft" />
        <i className="swatch-ground" />
        <i className="swatch-lamp" />
        {[...map.genres, undefined].map((genre) => (
          <i key={genre ?? ''} className={hueOf(genre)} />
        ))}
      </div>
      <div
        className="map-canvas"
        role="application"
        tabIndex={0}
        aria-label={t('map.canvas', { n: map.films.ids.length })}
        aria-describedby="map-keys"
        onKeyDown={onKeyDown}
      >
        <canvas ref={canvas} data-active={active < 0 ? '' : map.films.ids[active]} />
      </div>
      <MapSearch
        map={map}
        onFound={(film) => {
          pick(film);
          stage?.visit(film);
        }}
      />
      <div className="map-tools">
        <button type="button" aria-label={t('map.closer')} onClick={() => stage?.zoom(STEP)}>
          +
        </button>
        <button type="button" aria-label={t('map.farther')} onClick={() => stage?.zoom(1 / STEP)}>
          −
        </button>
        <button type="button" aria-label={t('map.whole')} onClick={() => stage?.showAll()}>
          <svg
            viewBox="0 0 24 24"
            width="20"
            height="20"
            aria-hidden="true"
            fill="none"
            stroke="currentColor"
            strokeWidth="1.8"
          >
            <path d="M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5" />
          </svg>
        </button>
      </div>
      <MapCard map={map} film={active} stars={rated.get(active)} names={names} onClose={() => pick(-1)} />
    </div>
  );
}
