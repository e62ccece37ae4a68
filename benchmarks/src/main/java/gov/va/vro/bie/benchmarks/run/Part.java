package gov.va.vro.bie.benchmarks.run;

import gov.va.vro.bie.benchmarks.report.Results;

/** A part of the run, which can be run alone. */
public interface Part {

    /** In small letters, digits and hyphens: what {@code --only} calls it, and its file of results. */
    String name();

    /** What it measures, in one line for {@code --list}. */
    String summary();

    /** Measures; what it starts, it ends. */
    void run(Workbench bench, Results results) throws Exception;
}
