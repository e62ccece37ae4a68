package gov.va.vro.bie.benchmarks.sink;

import java.io.IOException;
import java.util.Locale;

/** Who may run on which processor. */
enum Pinning {
    /** RabbitMQ has one processor to itself, all else shares one other: so neither can help itself to the other's. */
    PINNED,
    /** Everything may run everywhere. */
    UNPINNED;

    /** How many this machine has. */
    static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Applies to what runs now; what these processes start later runs where they do. */
    void apply() throws IOException, InterruptedException {
        var broker = Processes.broker();
        place(ProcessHandle.current(), this == PINNED ? "1" : processors());
        for (var process : Processes.all()) {
            place(process, this == UNPINNED ? processors() : process.equals(broker) ? "0" : "1");
        }
    }

    /** Read once: what this process may use is not what the machine has, while it is pinned itself. */
    private static String processors() {
        return "0-" + (PROCESSORS - 1);
    }

    /** Leaves this process free to run everywhere, when the stack is gone. */
    static void release() throws IOException, InterruptedException {
        place(ProcessHandle.current(), processors());
    }

    private static void place(ProcessHandle process, String processors) throws IOException, InterruptedException {
        new ProcessBuilder("taskset", "-a", "-p", "-c", processors, Long.toString(process.pid()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
