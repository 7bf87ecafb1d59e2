// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/timestamp.h"

#include <chrono>

namespace zmqscope {

namespace {
class SystemClock final : public Clock
{
public:
    Timestamp now() const override
    {
        using namespace std::chrono;
        return {duration_cast<nanoseconds>(system_clock::now().time_since_epoch()).count()};
    }
};
} // namespace

const Clock &Clock::system()
{
    static const SystemClock clock;
    return clock;
}

} // namespace zmqscope
