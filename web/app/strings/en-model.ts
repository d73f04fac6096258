/** The page of one model run. */
export const enModel = {
  'models.peak': '{size} of memory',
  'models.fileOf': 'file {size}',
  'models.memory': 'Memory over model runs',
  'models.memoryText': 'The most that the job held at once, from the export to the verdict.',
  'models.gone':
    'The file of one of these models is not kept any more: the last five are, and those that experiments need.',
  'models.conflict':
    'That did not happen: the file of the model is not kept any more, or another model was made live meanwhile.',
  'model.title': 'Model {version}',
  'model.figures': 'Figures of the run',
  'model.between': '95 % interval {low} to {high}',
  'model.memory': 'Peak of memory',
  'model.memoryUnknown': 'Not noted when this model was trained.',
  'model.file': 'Size of the file',
  'model.facts': 'The run',
  'model.reason': 'Why',
  'model.fingerprint': 'Fingerprint of the data',
  'model.seed': 'Seed',
  'model.parameters': 'Hyper-parameters',
  'model.parametersText': 'What each model was trained with; of the blend, how much each signal weighs.',
  'model.parametersOf': '{model}: {n} parameter|{model}: {n} parameters',
  'model.parameter': 'Parameter',
  'model.value': 'Value',
  'curves.title': 'Training curves',
  'curves.none':
    'No curve was kept: this model was trained before curves were, or another program trained its factors.',
  'curves.als': 'Training curve of als',
  'curves.alsText': 'The loss for each rating after every iteration; it can only fall.',
  'curves.rating': 'Training curve of rating',
  'curves.ratingText': 'The error on the ratings trained on, in stars, that biases and factors leave.',
  'curves.iteration': 'Iteration',
  'overlap.title': 'Fold-in against this full training',
  'overlap.text':
    'Of {n} person who rated since {against} was trained: films among the first twenty that both models recommend, the former given the new ratings, this one trained on them.|Of {n} people who rated since {against} was trained: films among the first twenty that both models recommend, the former given the new ratings, this one trained on them.',
  'overlap.none': 'Nobody had rated since the former model was trained, so there was nothing to compare.',
  'overlap.share': 'Overlap@20',
  'overlap.interval': '95 % interval',
  'overlap.short': 'known by fold-in before',
  'overlap.overRuns': 'Fold-in against full trainings',
  'overlap.overRunsText':
    'Overlap@20 for people who rated in between: how little a retrain changes what fold-in had recommended.',
} as const;
