// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <nines/markov/chain/chain_from_matrix.hpp>
#include <nines/markov/steady/steady_state.hpp>

#include "support/message.hpp"

using nines_test::message_of;

TEST_CASE("a chain from a matrix of Eigen, dense or sparse") {
  Eigen::MatrixXd q(2, 2);
  q << -1e-3, 1e-3, 10, -10;
  for (const auto& c :
       {nines::chain_from_matrix(q),
        nines::chain_from_matrix(Eigen::SparseMatrix<double>(q.sparseView())),
        nines::chain_from_matrix(Eigen::MatrixXd(q.cwiseAbs()), nines::diagonal::ignored)}) {
    CHECK(c.transitions() == 2);
    CHECK(nines::steady_state(c).mass[1] == doctest::Approx(1e-3 / 10.001).epsilon(1e-15));
  }
  q(0, 0) = -2e-3;
  CHECK(message_of([&] { (void)nines::chain_from_matrix(q); }) ==
        "nines::chain_from_matrix: diagonal entry of row 0 is -0.002, but must be minus the sum of "
        "the rates, 0.001");
  q(0, 1) = -1e-3;
  CHECK(message_of([&] { (void)nines::chain_from_matrix(q); }) ==
        "nines::chain_builder::add: rate from state 0 to state 1 is -0.001, but must be 0 or more, "
        "and finite");
  CHECK(message_of([] { (void)nines::chain_from_matrix(Eigen::MatrixXd(2, 3)); }) ==
        "nines::chain_from_matrix: number of columns is 3, but must be the number of rows, 2");
}
