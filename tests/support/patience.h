// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtTest>

// Waiting for a condition ends as soon as it holds, so patience costs nothing; a machine that is busy
// with other things may need more of it than Qt's five seconds. Part of what all tests include first.
#undef QTRY_VERIFY
#undef QTRY_VERIFY2
#undef QTRY_COMPARE
#define QTRY_VERIFY(condition) QTRY_VERIFY_WITH_TIMEOUT((condition), 30'000)
#define QTRY_VERIFY2(condition, message) QTRY_VERIFY2_WITH_TIMEOUT((condition), (message), 30'000)
#define QTRY_COMPARE(actual, expected) QTRY_COMPARE_WITH_TIMEOUT((actual), (expected), 30'000)
