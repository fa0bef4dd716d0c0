/** The workflows of a release that has none of ours. */
export {};
