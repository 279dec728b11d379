/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * cost.h - what it cost, for what it did; and what is still to be raised.
 *
 * Amounts are in one currency's major units.  Where nothing was gained
 * there is no cost per gain (NAN), never a negative one.
 *
 * Sources: M. F. Drummond et al. (2015), Methods for the Economic
 *	Evaluation of Health Care Programmes (cost per effect, ICER);
 *	Project Management Institute, Practice Standard for Earned Value
 *	Management.
 * Cost: as many steps as there are years or notes.
 */
#ifndef ENGINE_COST_H
#define ENGINE_COST_H

#include <stdbool.h>
#include <stddef.h>

struct cost_gain {
	double total_gain;              /* persons * mean_gain, points */
	double per_person;
	double per_point;               /* of one person by one point */
};

struct cost_gain cost_gain(double cost, double persons, double mean_gain);

/* Per point that is still there: a share `retained` of the gain. */
double cost_retained(double cost, double persons, double mean_gain,
    double retained);

/* What one point more costs with the second than with the first, each
 * per person; NAN when they gain the same. */
double cost_increment(double cost1, double gain1, double cost2,
    double gain2);

/* Today's worth of yearly costs, the first not discounted. NAN when one
 * is missing, there are none, or the rate is -1 or less. */
double cost_present(const double *by_year, size_t n, double rate);

/* ---- earned value ---- */

struct cost_earned {
	double spi, cpi;        /* EV / PV, EV / AC; 1 is as planned */
	double eac, vac;        /* BAC / CPI, and what is left of BAC then */
	double absorption;      /* AC / BAC */
};

struct cost_earned cost_earned(double budget, double planned, double earned,
    double spent);

/* ---- resources ---- */

struct cost_note {              /* a proposal on its way */
	double amount, chance;  /* chance 0..1 that it comes */
	bool   is_signed;
};

struct cost_pipeline {
	double secured, expected;       /* signed; amount * chance of others */
	double gap;                     /* need - secured; below 0: surplus */
	double coverage, weighted;      /* secured, or both, by the need */
};

/* A note without an amount adds nothing, nor one whose chance is NAN. */
struct cost_pipeline cost_pipeline(double need, const struct cost_note *,
    size_t n);

#endif
