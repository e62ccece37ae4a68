package gov.va.vro.bie.benchmarks.sink;

/** One way of bringing messages into the queue. */
interface Contender extends AutoCloseable {

    String name();

    /** What it runs in, whose processor time is its own. */
    ProcessHandle process();

    /** Begins to publish, and returns at once. It may go on for longer than is measured. */
    void begin(Load load) throws Exception;

    /** Ends what it began, and returns when it has. */
    void end() throws Exception;

    /** Why nothing comes of it, as far as it knows. */
    default String complaint() {
        return "nothing is known";
    }

    @Override
    void close();
}
