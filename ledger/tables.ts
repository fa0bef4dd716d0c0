import type {
  AccessLogTable,
  AuthenticatorTable,
  CalendarFeedTable,
  EvidenceTable,
  SessionTable,
  SignInLinkTable,
  UnitDraftTable,
  UnitLinkTable,
} from './tables/access.ts';
import type { BoardCategoryTable, BoardCountTable, CampaignTable, FindingTable, MeasureTable } from './tables/board.ts';
import type { CalendarYearTable, ImportedTable, ImportTable, QuestionTable } from './tables/lists.ts';
import type {
  CanaryTable,
  DeliveryFindingTable,
  DeliveryHeadTable,
  DeliveryTable,
  HookPostTable,
  MailNoticeTable,
  MailTable,
  NoticeTable,
  TurnTable,
} from './tables/mail.ts';
import type { CommandTable, EventTable, MessageTable, MetaTable, RefusalTable, StreamTable } from './tables/record.ts';
import type { ActTable, RehearsalTable } from './tables/rehearsal.ts';

/** Every table of the ledger, by its name. */
export type Tables = {
  calendar_year: CalendarYearTable;
  meta: MetaTable;
  stream: StreamTable;
  event: EventTable;
  command: CommandTable;
  message: MessageTable;
  notice: NoticeTable;
  mail: MailTable;
  mail_notice: MailNoticeTable;
  hook_post: HookPostTable;
  canary: CanaryTable;
  turn: TurnTable;
  delivery: DeliveryTable;
  delivery_head: DeliveryHeadTable;
  delivery_finding: DeliveryFindingTable;
  measure: MeasureTable;
  finding: FindingTable;
  campaign: CampaignTable;
  board_count: BoardCountTable;
  board_category: BoardCategoryTable;
  rehearsal: RehearsalTable;
  act: ActTable;
  refusal: RefusalTable;
  import: ImportTable;
  imported: ImportedTable;
  question: QuestionTable;
  sign_in_link: SignInLinkTable;
  session: SessionTable;
  authenticator: AuthenticatorTable;
  access_log: AccessLogTable;
  unit_link: UnitLinkTable;
  calendar_feed: CalendarFeedTable;
  unit_draft: UnitDraftTable;
  evidence: EvidenceTable;
};
