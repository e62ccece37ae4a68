package gov.va.vro.bie.benchmarks.run;

/** How much time there is. */
public enum Extent {

    /** Ten minutes for all parts together: the same comparisons, with fewer rounds and records. */
    QUICK,

    /** Some two hours: what figures are decided from. */
    FULL,

    /** As full, and what has to be watched for long is watched for an hour instead of ten minutes. */
    LONG
}
