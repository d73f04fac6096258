/** Die Seite eines Modelllaufs. */
export const deModel = {
  'models.peak': '{size} Speicher',
  'models.fileOf': 'Datei {size}',
  'models.memory': 'Speicher über die Modellläufe',
  'models.memoryText':
    'Was der Auftrag höchstens auf einmal hielt, vom Lesen der Bewertungen bis zum Urteil.',
  'models.gone':
    'Die Datei eines dieser Modelle wird nicht mehr aufbewahrt. Es bleiben die letzten fünf und die, die Versuche brauchen.',
  'models.conflict':
    'Das ist nicht geschehen: Die Datei des Modells wird nicht mehr aufbewahrt, oder ein anderes ging inzwischen in Betrieb.',
  'model.title': 'Modell {version}',
  'model.figures': 'Zahlen des Laufs',
  'model.between': '95-%-Intervall {low} bis {high}',
  'model.memory': 'Speicher höchstens',
  'model.memoryUnknown': 'Wurde nicht vermerkt, als dieses Modell trainiert wurde.',
  'model.file': 'Größe der Datei',
  'model.facts': 'Der Lauf',
  'model.reason': 'Warum',
  'model.fingerprint': 'Fingerabdruck der Daten',
  'model.seed': 'Startwert',
  'model.parameters': 'Hyperparameter',
  'model.parametersText':
    'Womit jedes Modell trainiert wurde; bei der Mischung, wie viel jedes Signal wiegt.',
  'model.parametersOf': '{model}: {n} Parameter|{model}: {n} Parameter',
  'model.parameter': 'Parameter',
  'model.value': 'Wert',
  'curves.title': 'Trainingskurven',
  'curves.none':
    'Keine Kurve wurde behalten: Dieses Modell ist älter als die Kurven, oder ein anderes Programm hat seine Faktoren trainiert.',
  'curves.als': 'Trainingskurve von als',
  'curves.alsText': 'Der Verlust je Bewertung nach jedem Durchgang; er kann nur fallen.',
  'curves.rating': 'Trainingskurve von rating',
  'curves.ratingText':
    'Der Fehler auf den Bewertungen, auf denen trainiert wird, in Sternen, den Neigungen und Faktoren lassen.',
  'curves.iteration': 'Durchgang',
  'overlap.title': 'Einrechnen gegen dieses volle Training',
  'overlap.text':
    'Bei {n} Menschen, der bewertet hat, seit {against} trainiert wurde: Filme unter den ersten zwanzig, die beide Modelle empfehlen; das vorige bekam die neuen Bewertungen gesagt, dieses wurde auf ihnen trainiert.|Bei {n} Menschen, die bewertet haben, seit {against} trainiert wurde: Filme unter den ersten zwanzig, die beide Modelle empfehlen; das vorige bekam die neuen Bewertungen gesagt, dieses wurde auf ihnen trainiert.',
  'overlap.none':
    'Niemand hatte bewertet, seit das vorige Modell trainiert wurde; es gab nichts zu vergleichen.',
  'overlap.share': 'Überlappung@20',
  'overlap.interval': '95-%-Intervall',
  'overlap.short': 'wusste das Einrechnen schon',
  'overlap.overRuns': 'Einrechnen gegen volles Training',
  'overlap.overRunsText':
    'Überlappung@20 bei Menschen, die dazwischen bewertet haben: wie wenig ein neues Training an dem ändert, was das Einrechnen empfahl.',
} as const;
