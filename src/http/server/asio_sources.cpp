// SPDX-License-Identifier: MIT
// The compiled half of Asio and Beast, once for the program (BOOST_ASIO_SEPARATE_COMPILATION).
#include <boost/asio/impl/src.hpp>
#include <boost/beast/src.hpp>
