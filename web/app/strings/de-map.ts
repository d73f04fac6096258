import type { enMap } from './en-map.ts';

export const deMap: Readonly<Record<keyof typeof enMap, string>> = {
  'map.title': 'Die Karte des Geschmacks',
  'map.description':
    'Jeder Film an seinem Ort: Was von Ähnlichem erzählt, liegt beieinander. Zum Heranholen, Wandern und Finden.',
  'map.lede':
    'Filme, die von Ähnlichem erzählen, liegen nah beieinander. Wandere von einem Lieblingsfilm zum nächsten.',
  'map.canvas': 'Karte mit {n} Film|Karte mit {n} Filmen',
  'map.keys':
    'Ziehen verschiebt, Scrollen oder zwei Finger holen heran. Mit der Tastatur: Pfeile gehen von Film zu Film, + und − ändern den Maßstab, 0 zeigt alles, Enter öffnet einen Film.',
  'map.colours': 'Wofür die Farben stehen',
  'map.lit': 'Was du bewertet hast, leuchtet.',
  'map.logIn': 'Melde dich an, damit leuchtet, was du bewertet hast.',
  'map.loading': 'Die Karte wird entrollt …',
  'map.away': 'Die Karte ließ sich nicht laden. Die Liste darunter sagt dasselbe in Worten.',
  'map.none': 'Die Karte ist noch nicht gezeichnet',
  'map.noneText': 'Sie entsteht, sobald Filme eingebettet und indexiert sind; schau später wieder vorbei.',
  'map.find': 'Film auf der Karte finden',
  'map.found': 'Gefundene Filme',
  'map.matches': '{n} Film gefunden|{n} Filme gefunden',
  'map.closer': 'Näher heran',
  'map.farther': 'Weiter weg',
  'map.whole': 'Ganze Karte zeigen',
  'map.at': '{title}, im Gebiet {area}.',
  'map.yours': 'Du gabst {stars} Sterne.',
  'map.open': 'Öffnen',
  'map.close': 'Karte des Films schließen',
  'map.words': 'Die Karte in Worten',
  'map.all': '{n} Film: ansehen|Alle {n} Filme',
  'map.back': 'Die ganze Karte',
  'map.two': '{one} und {other}',
  'map.years': '{from} bis {to}',
  'map.mixed': 'Von allem etwas',
};
