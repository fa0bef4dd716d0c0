import fc from 'fast-check';

// The same cases on every machine, so that what fails is what was changed; `FUZZ=long` draws new ones (decision 012).
if (process.env.FUZZ !== 'long') fc.configureGlobal({ seed: 20_240_701 });
