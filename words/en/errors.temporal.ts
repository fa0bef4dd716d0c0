export const temporalErrors = {
  'temporal-not-found':
    'Temporal {version} was not found, so the engine cannot start. Any one of these helps: set TEMPORAL_ADDRESS to use a Temporal service you have; put temporal {version} on PATH; install Go with access to its modules, and it is built by itself (once, 3–6 minutes); allow access to temporal.download, and it is downloaded by itself. Tried so far: {tried}',
  'temporal-not-started':
    'Temporal did not start: {reason}. Look into its log {log}; once the cause is gone, run the same command again, no data is lost.',
};

/** What someone who waits reads while Temporal is being found and started. */
export const temporalLines = {
  downloading: 'Downloading Temporal {version} …',
  building: 'Temporal {version} cannot be downloaded; building it with Go (once, about 3–6 minutes) …',
  stillBuilding: 'Still building Temporal, {seconds} s so far',
  built: 'Temporal is built, it took {seconds} s; kept at {path}',
  waiting: 'Another process ({pid}) is preparing Temporal, waiting for it …',
  adopted: 'Going on with the Temporal left from the last run (process {pid}, {address})',
  started: 'Temporal is up (process {pid}, {address}), it took {seconds} s',
};
