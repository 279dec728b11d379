/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * codes_iati.c - code lists: those of IATI, OECD DAC, the United Nations and the Convention.
 */
#include "model/codes.h"

static const struct choice indicator_measure_iati[] = {
	{ "1", "Unit" },
	{ "2", "Percentage" },
	{ "3", "Nominal" },
	{ "4", "Ordinal" },
	{ "5", "Qualitative" },
	{ 0 }
};
const struct choices indicator_measure_iati_codes = {
	"indicator_measure_iati", "Measure", indicator_measure_iati, .closed = 1
};

static const struct choice evaluation_criteria_dac[] = {
	{ "REL", "Relevance" },
	{ "COH", "Coherence" },
	{ "EFF", "Effectiveness" },
	{ "EFC", "Efficiency" },
	{ "IMP", "Impact" },
	{ "SUS", "Sustainability" },
	{ 0 }
};
const struct choices evaluation_criteria_dac_codes = {
	"evaluation_criteria_dac", "Evaluation criterion", evaluation_criteria_dac, .closed = 1
};

static const struct choice un_budget_category[] = {
	{ "1", "Staff and other personnel" },
	{ "2", "Supplies, commodities and materials" },
	{ "3", "Equipment, vehicles and furniture", .note = "Including depreciation" },
	{ "4", "Contractual services" },
	{ "5", "Travel" },
	{ "6", "Transfers and grants to counterparts" },
	{ "7", "General operating and other direct costs" },
	{ "8", "Indirect costs" },
	{ 0 }
};
const struct choices un_budget_category_codes = {
	"un_budget_category", "Budget category", un_budget_category
};

static const struct choice iati_activity_status[] = {
	{ "1", "Pipeline or identification" },
	{ "2", "Implementation" },
	{ "3", "Finalisation" },
	{ "4", "Closed" },
	{ "5", "Cancelled" },
	{ "6", "Suspended" },
	{ 0 }
};
const struct choices iati_activity_status_codes = {
	"iati_activity_status", "IATI activity status", iati_activity_status, .closed = 1
};

static const struct choice iati_transaction_type[] = {
	{ "1",  "Incoming funds" },
	{ "2",  "Outgoing commitment" },
	{ "3",  "Disbursement" },
	{ "4",  "Expenditure" },
	{ "11", "Incoming commitment" },
	{ "12", "Outgoing pledge" },
	{ "13", "Incoming pledge" },
	{ "5",  "Interest payment" },
	{ "6",  "Loan repayment" },
	{ "7",  "Reimbursement" },
	{ "8",  "Purchase of equity" },
	{ "9",  "Sale of equity" },
	{ "10", "Credit guarantee" },
	{ 0 }
};
const struct choices iati_transaction_type_codes = {
	"iati_transaction_type", "IATI transaction type", iati_transaction_type, .closed = 1
};

static const struct choice iati_organisation_role[] = {
	{ "1", "Funding" },
	{ "2", "Accountable" },
	{ "3", "Extending" },
	{ "4", "Implementing" },
	{ 0 }
};
const struct choices iati_organisation_role_codes = {
	"iati_organisation_role", "IATI organisation role", iati_organisation_role, .closed = 1
};

static const struct choice iati_date_type[] = {
	{ "1", "Planned start" },
	{ "2", "Actual start" },
	{ "3", "Planned end" },
	{ "4", "Actual end" },
	{ 0 }
};
const struct choices iati_date_type_codes = {
	"iati_date_type", "IATI date type", iati_date_type, .closed = 1
};

static const struct choice iati_budget_type[] = {
	{ "1", "Original" },
	{ "2", "Revised" },
	{ 0 }
};
const struct choices iati_budget_type_codes = {
	"iati_budget_type", "IATI budget type", iati_budget_type, .closed = 1
};

static const struct choice iati_budget_status[] = {
	{ "1", "Indicative" },
	{ "2", "Committed" },
	{ 0 }
};
const struct choices iati_budget_status_codes = {
	"iati_budget_status", "IATI budget status", iati_budget_status, .closed = 1
};

static const struct choice iati_collaboration_type[] = {
	{ "1", "Bilateral" },
	{ "2", "Multilateral (inflows)" },
	{ "3", "Bilateral, core to NGOs and the like" },
	{ "4", "Multilateral outflows" },
	{ "6", "Private sector outflows" },
	{ "7", "Bilateral, ex-post reporting of NGOs' activities" },
	{ "8", "Bilateral, triangular co-operation" },
	{ 0 }
};
const struct choices iati_collaboration_type_codes = {
	"iati_collaboration_type", "IATI collaboration type", iati_collaboration_type
};

static const struct choice iati_crs_flags[] = {
	{ "1", "Free standing technical cooperation" },
	{ "2", "Programme-based approach" },
	{ "3", "Investment project" },
	{ "4", "Associated financing" },
	{ 0 }
};
const struct choices iati_crs_flags_codes = { "iati_crs_flags", "CRS flag", iati_crs_flags };

static const struct choice iati_tied_status[] = {
	{ "3", "Partially tied" },
	{ "4", "Tied" },
	{ "5", "Untied" },
	{ 0 }
};
const struct choices iati_tied_status_codes = {
	"iati_tied_status", "IATI tied status", iati_tied_status
};

static const struct choice iati_flow_type[] = {
	{ "10", "ODA" },
	{ "20", "Other official flows (OOF)" },
	{ "21", "Non-export credit OOF" },
	{ "22", "Officially supported export credits" },
	{ "30", "Private development finance" },
	{ "35", "Private market flows" },
	{ "36", "Private foreign direct investment" },
	{ "37", "Other private flows at market terms" },
	{ "40", "Not a flow" },
	{ "50", "Other flows" },
	{ 0 }
};
const struct choices iati_flow_type_codes = { "iati_flow_type", "IATI flow type", iati_flow_type };

static const struct choice iati_activity_scope[] = {
	{ "1", "Global" },
	{ "2", "Regional" },
	{ "3", "Multi-national" },
	{ "4", "National" },
	{ "5", "Sub-national: several first-level areas" },
	{ "6", "Sub-national: one first-level area" },
	{ "7", "Sub-national: one second-level area" },
	{ "8", "Single location" },
	{ 0 }
};
const struct choices iati_activity_scope_codes = {
	"iati_activity_scope", "IATI activity scope", iati_activity_scope
};

static const struct choice iati_document_category[] = {
	{ "A01", "Pre- and post-project impact appraisal" },
	{ "A02", "Objectives or purpose of the activity" },
	{ "A05", "Budget" },
	{ "A07", "Review of project performance and evaluation" },
	{ "A08", "Results, outcomes and outputs" },
	{ "A09", "Memorandum of understanding" },
	{ "A11", "Contract" },
	{ "B01", "Annual report" },
	{ 0 }
};
const struct choices iati_document_category_codes = {
	"iati_document_category", "IATI document category", iati_document_category
};

static const struct choice dac_aid_type[] = {
	{ "A01", "General budget support" },
	{ "A02", "Sector budget support" },
	{ "B01", "Core support to organisations of civil society" },
	{ "B02", "Core contributions to multilateral institutions" },
	{ "B021", "Core contributions to multilateral institutions, general" },
	{ "B022", "Core contributions to global funds" },
	{ "B03", "Specific-purpose programmes and funds managed by implementing partners" },
	{ "B031", "Contributions to funds of several donors and several bodies" },
	{ "B032", "Contributions to funds of several donors and one body" },
	{ "B033", "Contributions to funds of one donor" },
	{ "B04", "Basket funds and pooled funding" },
	{ "C01", "Project-type interventions" },
	{ "D01", "Donor country personnel" },
	{ "D02", "Other technical assistance" },
	{ "E01", "Scholarships or training in the donor country" },
	{ "E02", "Imputed student costs" },
	{ "F01", "Debt relief" },
	{ "G01", "Administrative costs not said elsewhere" },
	{ "H01", "Development awareness" },
	{ "H02", "Refugees in donor countries" },
	{ "H03", "Asylum seekers who are accepted in the end" },
	{ "H04", "Asylum seekers who are refused in the end" },
	{ "H05", "Recognised refugees" },
	{ "H06", "Refugees and asylum seekers in other provider countries" },
	{ 0 }
};
const struct choices dac_aid_type_codes = { "dac_aid_type", "DAC type of aid", dac_aid_type };

static const struct choice dac_sector[] = {
	{ "16061", "Culture and recreation" },
	{ "16066", "Culture (voluntary code)" },
	{ "11430", "Advanced technical and managerial training" },
	{ "11330", "Vocational training" },
	{ "15110", "Public sector policy and administrative management" },
	{ "15112", "Decentralisation and support to subnational government" },
	{ "15185", "Local government administration" },
	{ "15127", "National monitoring and evaluation" },
	{ "15150", "Democratic participation and civil society" },
	{ "15153", "Media and free flow of information" },
	{ "16062", "Statistical capacity building" },
	{ "43040", "Rural development" },
	{ "43081", "Multisector education/training" },
	{ "15170", "Women's rights organisations and movements, and government institutions" },
	{ 0 }
};
const struct choices dac_sector_codes = { "dac_sector", "DAC sector", dac_sector };

static const struct choice sdg[] = {
	{ "17.9",  "Capacity-building support for national SDG plans",
	    .note = "Indicator 17.9.1 counts the dollar value of financial and technical "
	            "assistance committed; its metadata take gross disbursements of total ODA "
	            "and other official flows for capacity building and national planning" },
	{ "17.17", "Partnerships" },
	{ "16.6",  "Effective, accountable and transparent institutions" },
	{ "16.7",  "Participatory decision-making" },
	{ "4.4",   "Skills for employment" },
	{ "8.3",   "Policies for creativity and innovation" },
	{ "11.4",  "Cultural and natural heritage" },
	{ "5.5",   "Women's participation and leadership" },
	{ 0 }
};
const struct choices sdg_codes = { "sdg", "Sustainable Development Goal target", sdg };

static const struct choice cooperation_type[] = {
	{ "NS",  "North-South" },
	{ "SS",  "South-South" },
	{ "TRI", "Triangular" },
	{ "DOM", "Domestic peer" },
	{ 0 }
};
const struct choices cooperation_type_codes = {
	"cooperation_type", "Type of co-operation", cooperation_type
};

static const struct choice convention_goal[] = {
	{ "1", "Sustainable systems of governance for culture" },
	{ "2",
	    "Balanced flow of cultural goods and services and mobility of artists and cultural "
	    "professionals" },
	{ "3", "Culture in sustainable development frameworks" },
	{ "4", "Human rights and fundamental freedoms" },
	{ 0 }
};
const struct choices convention_goal_codes = {
	"convention_goal", "Goal of the 2005 Convention", convention_goal
};
