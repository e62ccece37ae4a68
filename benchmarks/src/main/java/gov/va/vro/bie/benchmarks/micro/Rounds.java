package gov.va.vro.bie.benchmarks.micro;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * How often and for how long JMH measures. A round runs every benchmark of a class once, each in a JVM of its own; the
 * rounds follow each other, so that a machine that changes its pace changes it for all that are compared.
 */
record Rounds(int rounds, int warmups, int iterations, int iterationMillis) {

    private static final List<String> JVM =
            List.of("-Xms512m", "-Xmx512m", "-Dlogback.configurationFile=benchmarks-logback.xml");

    Measurements of(Class<?> benchmarks) throws RunnerException {
        var time = new TimeValue(iterationMillis, TimeUnit.MILLISECONDS);
        var options = new OptionsBuilder()
                .include(benchmarks.getName().replace(".", "\\.") + "\\.")
                .forks(1)
                .warmupIterations(warmups)
                .warmupTime(time)
                .measurementIterations(iterations)
                .measurementTime(time)
                .shouldDoGC(true)
                .jvmArgs(JVM.toArray(String[]::new))
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build();
        var measurements = new Measurements();
        for (var round = 0; round < rounds; round++) {
            new Runner(options).run().forEach(measurements::add);
        }
        return measurements;
    }
}
