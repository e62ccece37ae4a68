package gov.va.vro.bie.benchmarks.sink;

import gov.va.vro.bie.benchmarks.report.Results;

/** One question about the sink, answered. */
interface Measurement {

    void run(Track track, Results results) throws Exception;
}
