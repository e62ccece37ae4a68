package gov.va.vro.bie.benchmarks.persister;

import gov.va.vro.bie.localstack.process.Child;
import gov.va.vro.bie.localstack.process.ChildSpec;
import gov.va.vro.bie.localstack.process.Tether;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** The persister as it is deployed, with a log of its garbage collections. */
final class PersisterProcess {

    private static final Pattern PAUSE = Pattern.compile("\\[([0-9.]+)s].* Pause .* [0-9]+M->([0-9]+)M\\(");
    private static final Pattern RESIDENT = Pattern.compile("VmHWM:\\s+([0-9]+) kB");

    private final Tether tether;
    private final ChildSpec spec;
    private final Path collections;
    private Child child;

    PersisterProcess(Path jar, Path directory, String heap, Map<String, String> environment) {
        tether = new Tether(directory.resolve("logs"), directory.resolve("run"));
        collections = directory.resolve("gc.log");
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        spec = ChildSpec.of(
                        "persister",
                        directory,
                        List.of(java, "-Xmx" + heap, "-Xlog:gc:file=" + collections, "-jar", jar.toString(), "run"))
                .withEnvironment(environment);
    }

    void start() {
        child = tether.start(spec);
    }

    void stop() {
        child.stop();
    }

    /** Most memory that it has ever had of the machine, in MB. */
    long residentMegabytes() throws IOException {
        var status = RESIDENT.matcher(Files.readString(Path.of("/proc", Long.toString(pid()), "status")));
        return status.find() ? Long.parseLong(status.group(1)) / 1024 : -1;
    }

    /** Processor time that it has used since its start. */
    Duration processorTime() {
        return ProcessHandle.of(pid()).orElseThrow().info().totalCpuDuration().orElseThrow();
    }

    /** What the heap holds that something still refers to, in MB: it collects everything first. */
    long liveMegabytes() throws IOException, InterruptedException {
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        var before = heapAfterCollections().size();
        new ProcessBuilder(jcmd, Long.toString(pid()), "GC.run")
                .redirectOutput(Redirect.DISCARD)
                .start()
                .waitFor();
        while (heapAfterCollections().size() == before) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        var after = heapAfterCollections();
        return after.get(after.size() - 1);
    }

    private long pid() {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> process.info()
                        .arguments()
                        .filter(arguments -> List.of(arguments).contains("-Xlog:gc:file=" + collections))
                        .isPresent())
                .filter(process -> process.info().command().orElse("").endsWith("java"))
                .findFirst()
                .orElseThrow()
                .pid();
    }

    /** Heap in use after each collection so far, in MB, in their order. */
    List<Long> heapAfterCollections() {
        try {
            return PAUSE.matcher(Files.readString(collections))
                    .results()
                    .map(pause -> Long.parseLong(pause.group(2)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
