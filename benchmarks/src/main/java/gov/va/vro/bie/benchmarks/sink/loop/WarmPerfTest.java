package gov.va.vro.bie.benchmarks.sink.loop;

import com.rabbitmq.perf.PerfTest;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * PerfTest once for every line of the input, which holds its arguments: as often as wanted in one JVM, where it becomes
 * as fast as it can be. It ends with its input.
 */
public final class WarmPerfTest {

    /** What comes when PerfTest has ended. */
    public static final String STOPPED = "PerfTest has ended";

    private WarmPerfTest() {}

    public static void main(String[] none) throws Exception {
        var answers = System.out;
        System.setOut(new PrintStream(System.err, true, StandardCharsets.UTF_8));
        var orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        var options = new PerfTest.PerfTestOptions().setSystemExiter(status -> {});
        for (var order = orders.readLine(); order != null; order = orders.readLine()) {
            PerfTest.main(order.split(" "), options);
            answers.println(STOPPED);
        }
        System.exit(0);
    }
}
