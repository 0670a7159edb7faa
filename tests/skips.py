"""Where nothing may be skipped (TEACHNET_FORBID_SKIPS=1, as in CI), a skipped test fails the run and is named."""

import os

import pytest


class NoSkips:
    def __init__(self):
        self.skipped = []

    def pytest_runtest_logreport(self, report):
        self.note(report)

    def pytest_collectreport(self, report):
        self.note(report)

    def note(self, report):
        if report.skipped and not hasattr(report, "wasxfail"):
            self.skipped.append(report.nodeid)

    def pytest_sessionfinish(self, session):
        if self.skipped and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter):
        for name in self.skipped:
            terminalreporter.write_line(f"SKIPPED, which is forbidden here: {name}", red=True)


def pytest_configure(config):
    in_charge = not hasattr(config, "workerinput")
    if in_charge and os.environ.get("TEACHNET_FORBID_SKIPS") == "1":
        config.pluginmanager.register(NoSkips())
