package gov.va.vro.bie.persister;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.awaitility.core.ConditionTimeoutException;

/** The jar as a process of its own, on a free port, its log in the build folder. */
public final class PersisterProcess implements AutoCloseable {

    private static final Path BUILD = Path.of(System.getProperty("build.directory", "target"));
    private static final Pattern HTTP = Pattern.compile("\"http\":\"([^\"]+)\"");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient client = HttpClient.newHttpClient();
    private final Process process;
    private final Path log;

    private PersisterProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts it with these variables and no others. */
    public static PersisterProcess run(List<Map<String, String>> variables) throws IOException {
        var environment = new HashMap<String, String>();
        variables.forEach(environment::putAll);
        environment.put("PERSISTER_HTTP", "127.0.0.1:0");
        var log = Files.createTempFile(BUILD, "persister", ".log");
        return new PersisterProcess(
                builder(environment).redirectOutput(log.toFile()).start(), log);
    }

    /** Starts it with its output in a pipe that nobody empties. */
    static Process runUnread(Map<String, String> variables) throws IOException {
        return builder(variables).start();
    }

    private static ProcessBuilder builder(Map<String, String> environment) {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var builder = new ProcessBuilder(
                        java, "-Xmx256m", "-jar", BUILD.resolve("persister.jar").toString(), "run")
                .redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder;
    }

    /** Ends it where it does not become ready: the caller gets nothing that it could close. */
    public PersisterProcess awaitReady() {
        try {
            await("ready; log " + log)
                    .atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> get("/health/ready").statusCode() == 200);
            return this;
        } catch (ConditionTimeoutException e) {
            close();
            throw e;
        }
    }

    /** Where its pages are. */
    public InetSocketAddress address() throws IOException {
        var address = HTTP.matcher(log()).results().findFirst().orElseThrow(() -> new IOException("no port yet"));
        var parts = address.group(1).split(":");
        return new InetSocketAddress(parts[0], Integer.parseInt(parts[1]));
    }

    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        var page = URI.create("http://127.0.0.1:" + address().getPort() + path);
        return client.send(
                HttpRequest.newBuilder(page).timeout(Duration.ofSeconds(5)).build(), BodyHandlers.ofString());
    }

    /** All that it has written. */
    public String log() throws IOException {
        return Files.readString(log);
    }

    /** What each thread is doing now, as the JVM writes it into the log on SIGQUIT. */
    public String threadDump() throws IOException, InterruptedException {
        var before = log().length();
        new ProcessBuilder("kill", "-QUIT", Long.toString(process.pid()))
                .start()
                .waitFor();
        return await("a thread dump in " + log)
                .atMost(PATIENCE)
                .until(() -> log().substring(before), dump -> dump.contains("JNI global ref"));
    }

    /** SIGTERM; returns at once. */
    public void tellToStop() {
        process.destroy();
    }

    /** SIGTERM, and the exit code. */
    public int stop() throws InterruptedException {
        process.destroy();
        return process.waitFor();
    }

    /** SIGTERM, and the exit code, or -1 where it has not ended within that time. */
    public int stop(Duration longest) throws InterruptedException {
        process.destroy();
        return process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS) ? process.exitValue() : -1;
    }

    /** SIGKILL. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
