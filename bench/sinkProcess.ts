import { answerParent } from './child.ts';
import { openSink } from './sink.ts';

// The sink has a process of its own: inside the sender's, its work would hide in both figures and bring them together.
const sink = await openSink();
answerParent((question) => {
  if (question === 'url') return sink.url;
  if (question === 'down') return sink.close();
  if (question === 'up') return sink.listen();
  return sink.take();
}, sink.close);
