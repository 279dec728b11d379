/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The site map: every page, and half of the document that describes the
 * interface.  The first page that fits an address is taken, so special
 * pages stand before those of every entity.
 */
#include "web/certificates.h"
#include "web/checkins.h"
#include "web/entity.h"
#include "web/feedback.h"
#include "web/health.h"
#include "web/job.h"
#include "web/page.h"
#include "web/sign.h"

extern const struct page decide_page, decide_post;
extern const struct page round_new_page, round_add_post, round_page,
    round_post, round_step_page, round_step_post;
extern const struct page evaluation_page, evaluation_post;
extern const struct page engage_draft_post;
extern const struct page round_answers_page, round_answers_post,
    round_meeting_page, round_meeting_post, round_correct_post,
    round_levels_page, round_levels_post, round_take_page,
    round_take_post, profiles_page, profile_page, profile_post,
    profile_holders_post, round_weights_page,
    round_weights_post;
extern const struct page gate_page, gate_post, gates_page;
extern const struct page frameworks_page, framing_new_page, framing_new_post,
    framing_import_page, framing_import_post, framing_document_page,
    framing_next_post, framing_freeze_page, framing_freeze_post, framing_page,
    framing_post, framing_dimension_page, framing_dimension_post,
    framing_item_page, framing_item_post, framing_cut_page, framing_cut_post;
extern const struct page files_page, files_post, file_bytes_page,
    file_thumb_page, file_picture_page, file_drop_post;
extern const struct page portfolio_page;
extern const struct page public_page, public_site_page, publish_page,
    publish_post, publish_back_post, publish_preview_page;
extern const struct page rollup_page, chain_page, funder_page;
extern const struct page iati_page, iati_site_page, iati_file_page,
    iati_open_page, iati_import_page, iati_import_post;
extern const struct page resources_funders_page, resources_funder_page,
    resources_lead_page, resources_lead_post, resources_deadlines_page;
extern const struct page resources_page, resources_gap_page,
    resources_lines_page, opportunity_page,
    opportunity_step_post, opportunity_back_post, opportunity_note_post;
extern const struct page person_page, person_life_page, person_paper_page,
    person_details_page, me_page, me_paper_page, me_data_page, me_post,
    me_erasure_post, me_withdraw_post, person_request_page,
    person_request_post;
extern const struct page mentoring_page, pair_page, pair_details_page,
    pair_session_post, pair_action_post, pair_goal_post, pair_note_post;
extern const struct page gap_page, gap_check_post, gap_cause_post,
    gaps_take_page, gaps_take_post;
extern const struct page learn_page, library_page, lesson_page,
    lesson_judge_post, review_page, review_post;
extern const struct page sustain_page, follow_ups_page, follow_ups_post,
    settle_post, check_page, check_practice_post, worked_page,
    library_worked_page;
extern const struct page choose_page, choose_post, version_page, version_post,
    planned_page, planned_post, propose_page, propose_post;
extern const struct page engage_page, evaluate_page, plan_page, timeline_page;
extern const struct page deliver_page, dose_post, record_page, record_post,
    event_page, event_mark_post, event_sessions_page, sessions_make_post,
    event_tests_page, event_feedback_page, event_sync_post, worker_page;
extern const struct page exam_page, exam_post, exam_sitting_page,
    exam_sitting_post, event_links_page, event_links_post, event_seats_page,
    event_seats_post, join_list_page, join_page, join_post, seat_page,
    event_plans_page,
    event_plans_post, bank_page,
    bank_import_page, bank_import_post, bank_item_page, bank_item_post,
    mine_page, mine_post, mine_test_page, mine_test_post, mine_feedback_page,
    mine_feedback_post, mine_plan_page, mine_plan_post;
extern const struct page monitor_page, remind_post, indicator_page,
    indicator_records_page, values_page, values_post, values_fill_post;
extern const struct page budget_page, budget_explain_post, budget_convert_post,
    ledger_page, ledger_reverse_post, ledger_decide_post, ledger_entry_page,
    ledger_entry_post, lines_page, lines_post, bank_list_page, bank_file_post,
    bank_page_one, bank_match_post, revaluation_page,
    grants_page, grants_post;
extern const struct page equipment_page, equipment_paper_post,
    equipment_labels_page, equipment_item_page, equipment_check_post,
    handover_page, handover_sign_post, handover_pdf_page;
extern const struct page calendar_mine_page, calendar_programme_page,
    calendar_event_page, event_file_page, programme_file_page,
    event_calendar_page, event_calendar_post, wishes_calendar_post;
extern const struct page day_page, day_task_post, day_done_post, day_open_post,
    wishes_page, wishes_post, wishes_now_post;
extern const struct page outbox_page, outbox_server_post, outbox_trial_post,
    outbox_again_post, outbox_drop_post, stop_page, stop_post;
extern const struct page reports_page, reports_post, report_page, report_post,
    report_pdf_page, report_docx_page, report_book_page, summary_page;
extern const struct page odata_page, odata_metadata_page, odata_set_page,
    odata_count_page, feeds_page, feeds_post, feed_page;
extern const struct page changes_page, hook_page, hook_secret_post,
    hook_trial_post, hook_again_post, hook_switch_post;
extern const struct page home_page, overview_page, assess_page, gaps_page,
    figure_page, figured_page, figured_whole_page, all_page,
    programme_all_page, search_page, about_page,
    import_folder_page, import_folder_post;

extern const struct page exchanges_page, exchange_page, exchange_post,
    meet_post, network_page, network_post_page;
extern const struct page notes_page, note_draft_page, note_draft_post,
    note_page, note_post, note_compare_page, note_pdf, note_docx,
    note_write_page, note_write_post, priorities_page,
    dossier_page, dossier_post, dossier_pdf, dossier_docx;
extern const struct page policy_page, instrument_page, instrument_post,
    drafts_page;
extern const struct page assist_page, asked_page, asked_post, terms_page,
    matching_page, matching_post, mission_page, mission_post, admit_post,
    answer_post, invited_page, invited_post, rate_page, rate_post,
    confirm_post, entry_page, entry_post;
extern const struct page call_page, call_post, ref_form_page, ref_page;
extern const struct page sheet_page, sheet_post, my_sheet_page, my_sheet_post,
    raters_page, raters_post, paper_page, keyed_page, keyed_post;

const struct page *const site[] = {
	&exchanges_page, &exchange_post, &meet_post, &network_post_page,
	&policy_page, &instrument_post, &drafts_page,
	&notes_page, &note_draft_page, &note_draft_post,
	&note_post, &note_compare_page, &note_pdf, &note_docx,
	&note_write_page, &note_write_post, &priorities_page,
	&dossier_post, &dossier_pdf, &dossier_docx,
	&assist_page, &asked_post, &terms_page, &matching_page,
	&matching_post, &mission_post, &admit_post, &answer_post,
	&invited_page, &invited_post, &rate_page, &rate_post,
	&confirm_post, &entry_page, &entry_post,
	&call_page, &call_post, &ref_form_page, &ref_page,
	&sheet_page, &sheet_post, &my_sheet_page, &my_sheet_post,
	&raters_page, &raters_post, &paper_page, &keyed_page, &keyed_post,
	&decide_page, &decide_post,
	&awards_page, &award_issue_post, &check_form_page,
	&certificate_page, &certificate_pdf_page, &certificate_badge_page,
	&certificate_token_page, &badges_revoked_page,
	&round_new_page, &round_add_post, &round_page, &round_post,
	&round_step_page, &round_step_post,
	&evaluation_page, &evaluation_post,
	&engage_draft_post,
	&round_answers_page, &round_answers_post, &round_meeting_page,
	&round_meeting_post, &round_correct_post, &round_levels_page,
	&round_levels_post, &round_take_page, &round_take_post,
	&profiles_page, &profile_post, &profile_holders_post,
	&round_weights_page, &round_weights_post,
	&gates_page, &gate_page, &gate_post,
	&frameworks_page, &framing_new_page, &framing_new_post,
	&framing_import_page, &framing_import_post, &framing_document_page,
	&framing_next_post, &framing_freeze_page, &framing_freeze_post,
	&framing_page, &framing_post, &framing_dimension_page,
	&framing_dimension_post, &framing_item_page, &framing_item_post,
	&framing_cut_page, &framing_cut_post,
	&person_life_page, &person_paper_page, &person_details_page,
	&portfolio_page,
	&public_site_page, &public_page, &publish_page, &publish_post,
	&publish_back_post, &publish_preview_page,
	&say_where_page, &say_page, &say_post, &said_page, &said_post,
	&feedback_page, &feedback_answer_page, &feedback_answer_post,
	&me_page, &me_post, &me_paper_page, &me_data_page, &me_erasure_post,
	&me_withdraw_post, &person_request_post,
	&mentoring_page, &pair_details_page, &pair_session_post,
	&pair_action_post, &pair_goal_post, &pair_note_post,
	&learn_page, &library_page, &lesson_judge_post,
	&review_page, &review_post,
	&sustain_page, &follow_ups_page, &follow_ups_post,
	&settle_post, &check_page, &check_practice_post,
	&worked_page, &library_worked_page,
	&home_page, &overview_page, &engage_page, &plan_page, &timeline_page,
	&deliver_page, &dose_post, &record_page, &record_post, &event_page,
	&checkin_page, &checkin_post, &codes_post, &room_page,
	&signin_page, &signin_post, &signin_find_page, &signin_sheet_page,
	&signin_pdf_page, &keying_page, &keying_post,
	&badges_page, &badges_pdf_page, &badge_renew_post,
	&pass_page, &pass_post, &here_form_page, &here_page, &here_post,
	&event_mark_post, &event_sessions_page, &sessions_make_post,
	&exam_page, &exam_post, &exam_sitting_page, &exam_sitting_post,
	&event_links_page, &event_links_post, &event_plans_page,
	&event_seats_page, &event_seats_post, &join_list_page, &join_page,
	&join_post, &seat_page,
	&event_plans_post,
	&bank_page, &bank_import_page, &bank_import_post,
	&bank_item_page, &bank_item_post,
	&mine_page, &mine_post, &mine_test_page, &mine_test_post,
	&mine_feedback_page, &mine_feedback_post,
	&mine_plan_page, &mine_plan_post,
	&event_tests_page, &event_feedback_page, &event_sync_post,
	&worker_page,
	&monitor_page, &remind_post, &indicator_page, &indicator_records_page,
	&values_page, &values_post, &values_fill_post,
	&choose_page, &choose_post,
	&version_page, &version_post,
	&propose_page, &propose_post, &planned_page, &planned_post,
	&reports_page, &reports_post, &report_page, &report_post,
	&report_pdf_page, &report_docx_page, &report_book_page, &summary_page,
	&evaluate_page, &assess_page, &gaps_page, &figure_page, &figured_page,
	&figured_whole_page,
	&gap_check_post, &gap_cause_post,
	&gaps_take_page, &gaps_take_post, &rollup_page,
	&chain_page, &funder_page,
	&iati_page,
	&iati_site_page,
	&iati_file_page,
	&iati_open_page,
	&iati_import_page,
	&iati_import_post,
	&resources_funders_page, &resources_funder_page,
	&resources_lead_page, &resources_lead_post,
	&resources_deadlines_page,
	&resources_page, &resources_gap_page, &resources_lines_page,
	&opportunity_step_post, &opportunity_back_post,
	&opportunity_note_post,
	&all_page, &programme_all_page, &search_page, &about_page,
	&import_folder_page, &import_folder_post,
	&budget_page, &budget_explain_post, &budget_convert_post,
	&ledger_page, &ledger_reverse_post, &ledger_decide_post,
	&ledger_entry_page, &ledger_entry_post, &lines_page, &lines_post,
	&bank_list_page, &bank_file_post, &bank_page_one, &bank_match_post,
	&revaluation_page, &grants_page, &grants_post,
	&equipment_page, &equipment_paper_post, &equipment_labels_page,
	&equipment_check_post, &handover_sign_post, &handover_pdf_page,
	&calendar_mine_page, &calendar_programme_page, &calendar_event_page,
	&event_file_page, &programme_file_page, &event_calendar_page,
	&event_calendar_post, &wishes_calendar_post,
	&day_page, &day_task_post, &day_done_post, &day_open_post,
	&wishes_page, &wishes_post, &wishes_now_post,
	&hook_secret_post, &hook_trial_post, &hook_again_post,
	&hook_switch_post,
	&outbox_page, &outbox_server_post, &outbox_trial_post,
	&outbox_again_post, &outbox_drop_post, &stop_page, &stop_post,
	&healthz_page, &metrics_page, &openapi_page, &changes_page,
	&odata_page, &odata_metadata_page, &odata_count_page, &odata_set_page,
	&feeds_page, &feeds_post, &feed_page,
	&codebook_page,
	&login_page, &login_post, &logout_post, &password_page, &password_post,
	&give_page, &give_post,
	&theme_post, &language_page,
	&undo_post,

	&job_page, &job_file_page, &job_cancel_post, &check_post, &export_post,

	&file_bytes_page, &file_thumb_page, &file_picture_page,
	&file_drop_post, &files_page, &files_post,
	&import_page, &import_post, &new_page, &edit_page, &drop_page,
	&move_page, &history_page,
	&drop_post, &move_post,
	/* behind /lesson/new */
	&equipment_item_page, &handover_page,
	&lesson_page, &gap_page, &profile_page, &award_page, &person_page,
	&person_request_page, &pair_page,
	&asked_page, &mission_page, &instrument_page,
	&exchange_page, &network_page, &opportunity_page,
	&hook_page,
	&note_page, &dossier_page,
	&list_page, &add_page, &view_page, &change_page, &put_page,
	&delete_page,
	NULL
};
