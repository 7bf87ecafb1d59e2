// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QFile>
#include <QString>
#include <algorithm>
#include <cstdio>
#include <optional>
#include <thread>
#include <vector>

/// The middle one of @p values, of which there is at least one.
inline double median(std::vector<double> values)
{
    const auto middle = values.begin() + std::ptrdiff_t(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

/// What a bench found out: a table for people, or with --json one object a figure and line.
///
///     BenchReport report(argc, argv);
///     report.add("store.overhead", 26.1, "B/msg", 32);
///     return report.print();
class BenchReport
{
public:
    BenchReport(int argc, char **argv)
    {
        for (int i = 1; i < argc; ++i)
            m_json = m_json || qstrcmp(argv[i], "--json") == 0;
    }

    bool isJson() const { return m_json; }

    /// @p reference is what the value is measured against, in the same unit; 0 when there is none.
    /// @p ratio is value / reference where not given.
    void add(const char *name, double value, const char *unit, double reference = 0,
             std::optional<double> ratio = {})
    {
        m_rows.push_back({name, value, unit, reference, ratio.value_or(reference == 0 ? 0 : value / reference)});
    }

    /// Prints to stdout; returns 0, as main() may.
    int print() const
    {
        if (!m_json) {
            std::printf("%s\n%-28s %16s %16s %8s  %s\n", machine().constData(), "figure", "value", "reference",
                        "ratio", "unit");
        }
        for (const Row &row : m_rows) {
            if (m_json)
                printJson(row);
            else if (row.reference == 0)
                std::printf("%-28s %16.2f %16s %8s  %s\n", row.name, row.value, "", "", row.unit);
            else
                std::printf("%-28s %16.2f %16.2f %8.3f  %s\n", row.name, row.value, row.reference, row.ratio, row.unit);
        }
        std::fflush(stdout);
        return 0;
    }

    /// "AMD EPYC, 2 cores".
    static QByteArray machine()
    {
        QByteArray model("unknown CPU");
        QFile file(QStringLiteral("/proc/cpuinfo"));
        if (file.open(QIODevice::ReadOnly)) {
            for (const QByteArray &line : file.readAll().split('\n')) {
                if (line.startsWith("model name")) {
                    model = line.mid(line.indexOf(':') + 1).trimmed();
                    break;
                }
            }
        }
        return model + ", " + QByteArray::number(std::thread::hardware_concurrency()) + " cores";
    }

private:
    struct Row
    {
        const char *name;
        double value;
        const char *unit;
        double reference;
        double ratio;
    };

    static void printJson(const Row &row)
    {
        // By hand, so that the keys stand in the order in which they are read.
        QByteArray line = "{\"name\":\"" + QByteArray(row.name) + "\",\"value\":" + number(row.value) + ",\"unit\":\""
            + QByteArray(row.unit) + '"';
        if (row.reference != 0)
            line += ",\"reference\":" + number(row.reference) + ",\"ratio\":" + number(row.ratio);
        std::printf("%s}\n", line.constData());
    }
    static QByteArray number(double value) { return QByteArray::number(value, 'g', 7); }

    std::vector<Row> m_rows;
    bool m_json = false;
};
