import type { View } from '../campaign/view.ts';

/** A part of a page that follows the record while it is open; without a script it stands as it was when it was fetched. */
export function Live({ view, children }: { view: View; children?: unknown }) {
  return (
    <div id="live" data-follow={`${view.masthead.path}/changes`}>
      {children}
    </div>
  );
}
