/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Tests of engine/dist.  Where no other source is named the number was
 * had from the defining integral in 40-digit arithmetic.
 */
#include "engine/dist.h"

#include "base/arena.h"
#include "test.h"

static void
near_by(double got, double want, double rel)
{
	NEAR(got / want, 1, rel);
}

static void
tables_of_the_textbooks_hold(struct arena *a)
{
	(void)a;
	/* R. A. Fisher, F. Yates (1963), Statistical Tables, t and F. */
	NEAR(dist_t_quantile(0.975, 10), 2.228, 5e-4);
	NEAR(dist_t_quantile(0.995, 3), 5.841, 5e-4);
	NEAR(dist_f_quantile(0.95, 3, 10), 3.71, 5e-3);
	NEAR(dist_normal_quantile(0.975), 1.959964, 5e-7);
	NEAR(dist_normal(1.96), 0.9750, 5e-5);
	NEAR(DIST_Z975, dist_normal_quantile(0.975), 1e-15);
}

static void
a_beta_ratio_of_whole_numbers_is_a_binomial_tail(struct arena *a)
{
	(void)a;
	/* I_x(2, 3) is P(2 or more of 4), here with x = 0.4:
	 * 1 - 0.6^4 - 4 * 0.4 * 0.6^3 = 1 - 0.1296 - 0.3456 */
	NEAR(dist_beta(2, 3, 0.4), 0.5248, 1e-14);
	NEAR(dist_beta(1, 1, 0.3), 0.3, 1e-15);
	NEAR(dist_beta(2, 3, 0), 0, 0);
	NEAR(dist_beta(2, 3, 1), 1, 0);
}

static void
small_tails_keep_ten_digits(struct arena *a)
{
	(void)a;
	near_by(dist_t_two_sided(20, 10), 2.146062317204252e-9, 1e-12);
	near_by(dist_t_two_sided(40, 30), 1.37260451944064e-27, 1e-12);
	near_by(dist_t_two_sided(-12, 100), 4.395087715604378e-21, 1e-12);
	near_by(dist_t_two_sided(8, 1000), 3.426661482391474e-15, 1e-12);
	near_by(dist_normal_two_sided(6), 1.973175290075396e-9, 1e-13);
	near_by(dist_normal_two_sided(-30), 9.813427854296374e-198, 1e-11);
	near_by(dist_f_upper(50, 3, 10), 2.51347041838405e-6, 1e-12);
	near_by(dist_f_upper(200, 7, 35), 2.752957983547362e-26, 1e-12);
}

static void
t_with_one_degree_of_freedom_is_cauchy(struct arena *a)
{
	(void)a;
	/* P(T <= t) = 1/2 + atan(t) / pi */
	NEAR(dist_t(3, 1), 0.5 + atan(3) / acos(-1), 1e-14);
	NEAR(dist_t(-3, 1), 0.5 - atan(3) / acos(-1), 1e-14);
	NEAR(dist_t(0, 1), 0.5, 0);
	NEAR(dist_t(1.7, INFINITY), dist_normal(1.7), 1e-15);
}

static void
quantiles_undo_probabilities(struct arena *a)
{
	(void)a;
	near_by(dist_t_quantile(0.025, 10), -2.228138851986275, 1e-13);
	near_by(dist_t_quantile(1e-10, 20), -11.74006045245699, 1e-13);
	near_by(dist_t_quantile(0.025, 0.5), -164.5576734804885, 1e-13);
	NEAR(dist_t_quantile(0.5, 7), 0, 0);
	near_by(dist_f(dist_f_quantile(0.01, 4, 9), 4, 9), 0.01, 1e-12);
	near_by(dist_f_upper(dist_f_quantile(0.99, 4, 9), 4, 9), 0.01, 1e-12);
}

static void
the_noncentral_t_is_right_to_1e_10(struct arena *a)
{
	(void)a;
	NEAR(dist_t_noncentral(3, 11, 2), 0.784121982215577, 1e-10);
	NEAR(dist_t_noncentral(-1, 5, 1), 0.0308073532607502, 1e-10);
	NEAR(dist_t_noncentral(30, 20, 28), 0.623171423830239, 1e-10);
	NEAR(dist_t_noncentral(0.5, 2, -3), 0.999618726081306, 1e-10);
	NEAR(dist_t_noncentral(100, 50, 99), 0.513293754897135, 1e-10);
	NEAR(dist_t_noncentral(0, 7, 1), dist_normal(-1), 1e-15);
	NEAR(dist_t_noncentral(1.3, 7, 0), dist_t(1.3, 7), 1e-14);
}

static void
a_noncentrality_gives_its_probability_back(struct arena *a)
{
	double shift = dist_t_noncentrality(-2, 6, 0.975);

	(void)a;
	NEAR(dist_t_noncentral(-2, 6, shift), 0.975, 1e-12);
	CHECK(shift < -2);
	CHECK(isnan(dist_t_noncentrality(1e6, 6, 0.5)));
}

static void
arguments_without_meaning_give_nan(struct arena *a)
{
	(void)a;
	CHECK(isnan(dist_beta(0, 1, 0.5)));
	CHECK(isnan(dist_beta(1, 1, 1.1)));
	CHECK(isnan(dist_t(1, 0)));
	CHECK(isnan(dist_t_two_sided(NAN, 4)));
	CHECK(isnan(dist_t_quantile(0, 4)));
	CHECK(isnan(dist_t_quantile(0.5, -1)));
	CHECK(isnan(dist_f_quantile(1, 4, 4)));
	CHECK(isnan(dist_f(NAN, 4, 4)));
	CHECK(isnan(dist_normal_quantile(1)));
	CHECK(isnan(dist_t_noncentral(1, 4, 201)));
	CHECK(isnan(dist_t_noncentral(1, 0, 1)));
}

const struct test dist_tests[] = {
	{ "tables of the textbooks hold", tables_of_the_textbooks_hold },
	{ "a beta ratio of whole numbers is a binomial tail",
	   a_beta_ratio_of_whole_numbers_is_a_binomial_tail },
	{ "small tails keep ten digits", small_tails_keep_ten_digits },
	{ "t with one degree of freedom is Cauchy", t_with_one_degree_of_freedom_is_cauchy },
	{ "quantiles undo probabilities", quantiles_undo_probabilities },
	{ "the noncentral t is right to 1e-10", the_noncentral_t_is_right_to_1e_10 },
	{ "a noncentrality gives its probability back",
	   a_noncentrality_gives_its_probability_back },
	{ "arguments without meaning give NAN", arguments_without_meaning_give_nan },
	{ 0 }
};
