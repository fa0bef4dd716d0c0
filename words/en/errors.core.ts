import type { coreErrors as chinese, errorTerms as chineseTerms } from '../zh-CN/errors.core.ts';

/** Errors of acts, of the command line and of the API: what is wrong, and what to do. */
export const coreErrors: Record<keyof typeof chinese, string> = {
  'unknown-id': 'There is no “{id}”. Check the id: xiaohao status lists campaigns, xiaohao show ID shows an item.',
  'not-allowed': 'Not allowed to “{act}”; this is for: {who}. Name somebody who may with --as, or ask them.',
  'own-item': '“{act}” would be on one’s own item; somebody else has to do it. Hand it to another who may.',
  'wrong-state': 'Its state is “{phase}”, so “{act}” is not possible. See xiaohao show for its state and next step.',
  overtaken: 'Somebody else was first. See xiaohao show for how it stands, then decide again.',
  'ambiguous-id': '“{id}” could be any of: {found}. Write the whole id, or add --campaign.',
  'is-rehearsal':
    '“{campaign}” is a rehearsal played by the program and can only be looked at. For real work run xiaohao import.',
  'token-wrong':
    'The token is missing or wrong. It stands in the file token of the data folder; send Authorization: Bearer TOKEN.',
  'no-such-route': 'There is no “{path}” in the API. Compare path and method with docs/api.md.',
  'body-too-large': 'The request is larger than {limit} MB. Send it in parts.',

  'bad-input': 'The value “{value}” of “{field}” is not right. Correct it; --help says how each is written.',
  'line-in-error': 'Line {line} cannot be read; it should be {expected}',
  'lines-in-error':
    '{count} lines of “{file}” cannot be read, the others are answered. Correct those in whose place an error stands.',
  'wrong-use': 'Wrong use: {what}. Run {command} --help.',
  'reason-missing': '“{act}” needs a reason or a basis. Add it and try again.',
  'evidence-missing': '“{id}” has no evidence. Name it with --evidence, or say why there is none: --without-evidence.',
  'date-in-past': 'The date {day} is not after today. Give a later one.',
  'extension-too-late':
    'The limit {due} has passed, so it cannot be extended. The office can set-limit; lateness still counts from the old one.',
  'extension-not-later': '{to} is not after the present limit {due}. Give a later date.',
  'new-limit-before-due': 'The limit {due} has not passed, so no new one is set. Use request-extension.',
  backdated: 'The date {day} lies before what is recorded already. Give the date it really happened.',
  'parts-open': 'Parts are still open: {missing}. Hand them in and have them closed first.',
  'parts-disagree': 'The parts add up to {sum}, the whole is {total}. Correct one of them.',
  'quantity-over-total':
    '{done} is more than the total of {total}. Check it; a changed total is an adjustment with an approver.',
  'finding-not-settled': 'Measures are still to be done: {missing}. Settle or withdraw them first.',
  'history-contradicts':
    'A history with the state “{state}” does not go with its dates ({why}). Correct the state or the dates.',
  'cut-off-unmeetable':
    'The cut-off “{what}” lies {workdays} workdays before the committee: no cycle of this cadence can meet it. Give fewer, in the order of the stages.',
  'period-running':
    'The concentrated period runs until {day}; next steps are set from then on. Report or extend until then.',
  'not-issuable':
    '“{id}” lacks a lead unit, a date or a measure and cannot be issued. Complete the lists, import again.',

  'file-missing': 'The file “{file}” cannot be read: {why}. Check its path and permissions.',
  'import-needs-person':
    'The lists change {count} running items. Changes are made in somebody’s name: add --as, and look at --dry-run first.',
  'import-running': 'Another import of this campaign is under way ({id}). Import again when it has ended.',
  'import-stalled':
    'Import {id} has made no progress for {seconds} seconds. No worker may be running: see xiaohao status and the log. It goes on by itself; import the same file again to follow it.',
  'rows-in-error':
    '{count} rows of the lists are in error and were left out, with what depends on them. Correct them and import again: what is already there stays as it is.',

  'temporal-unreachable':
    'Temporal at “{address}” cannot be reached: {why}. Check the TEMPORAL_* settings; without TEMPORAL_ADDRESS one is started here.',
  'not-running':
    'The service is not running (data folder “{folder}”). Run xiaohao start in another terminal (npm start in a clone), then try again.',
  'no-answer':
    'The service did not answer within {seconds} s; it may or may not be done. Send it again with --id {id}, it is never done twice.',
  'port-in-use': 'Port {port} is in use. Choose another with --port, or stop the program that uses it.',
  'setting-missing': '“{option}” needs {settings} to be set. Set the environment variables and run it again.',
  'setting-wrong':
    'The environment variable {setting} has the value “{value}”, which is not right. Correct or unset it.',
  'worker-died':
    'The worker failed and stopped: {why}. Nothing recorded is lost; start again, and look into {log} if it happens again.',
  'no-data': 'The data folder “{folder}” holds nothing yet. Run xiaohao start and import lists, or xiaohao rehearse.',
  internal:
    'An internal error ({id}). Look into xiaohao.log and report this number; retrying with the same --id is safe.',
};

/** What codes in errors and timelines are called. */
export const errorTerms: { [K in keyof typeof chineseTerms]: Record<keyof (typeof chineseTerms)[K], string> } = {
  act: {
    setUp: 'set up',
    import: 'import',
    draft: 'draft',
    issue: 'issue',
    enterHistory: 'enter its history',
    release: 'release its mails',
    acknowledge: 'acknowledge',
    report: 'report',
    contribute: 'contribute to a report',
    setNextStep: 'set the next step',
    meetMilestone: 'meet a milestone',
    claimEffect: 'claim effect',
    confirmEffect: 'confirm effect',
    submit: 'submit',
    approve: 'approve',
    return: 'return',
    close: 'close',
    lookBack: 'look back',
    rebound: 'rebound',
    requestExtension: 'request an extension',
    grantExtension: 'grant the extension',
    refuseExtension: 'refuse the extension',
    setLimit: 'set a new limit',
    reassign: 'reassign',
    sayNotMine: 'say it is not ours',
    suspend: 'suspend',
    resume: 'resume',
    adjust: 'adjust',
    withdraw: 'withdraw',
    convertToLongTerm: 'convert to long-term',
    replan: 'replan',
    changeDirectory: 'change the directory',
    addMeasures: 'add measures',
    measureChanged: 'note a measure',
    refuseEffect: 'refuse the effect',
    refuseNotMine: 'keep the unit',
    applyAcceptance: 'apply for acceptance',
    recordAcceptance: 'record the acceptance',
    divide: 'divide into parts',
    count: 'record a quantity',
    handInPart: 'hand in a part',
    returnPart: 'return a part',
    closePart: 'close a part',
  },
  phase: {
    draft: 'draft',
    issued: 'issued',
    open: 'in progress',
    review: 'in review',
    suspended: 'suspended',
    closed: 'closed',
    withdrawn: 'withdrawn',
    archived: 'archived',
    released: 'released',
    acknowledged: 'acknowledged',
    claimed: 'effect claimed',
    met: 'milestone met',
    contributed: 'contributed already',
    reported: 'not asked for, or reported already',
    longTerm: 'long-term',
    requested: 'extension requested',
    closing: 'ready to close',
    'not requested': 'no extension requested',
    'none claimed': 'no effect claimed',
    said: 'said to be not theirs',
    'not said': 'not said to be not theirs',
    acceptance: 'waiting for acceptance',
    applied: 'acceptance applied for',
    'not applied': 'acceptance not applied for',
    divided: 'divided',
    uncounted: 'without a quantity',
    counted: 'counted',
    'part handed in': 'handed in or closed',
    'part closed': 'part closed',
    'part open': 'not handed in, or closed',
  },
  who: {
    participants: 'a participating unit',
    unit: 'the lead unit',
    office: 'the office',
    leader: 'the lead leader',
    principal: 'the head of the lead unit',
    supervision: 'supervision',
    leadingGroup: 'the leading group',
    secretary: 'the secretary',
    higherLevel: 'the higher level',
    liaison: 'the liaison',
    audit: 'audit',
    findingPrincipal: 'the head of the finding’s lead unit',
  },
};
