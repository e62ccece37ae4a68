package gov.va.vro.bie.persister.cli;

import com.fasterxml.jackson.core.JsonFactory;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** One line for each parked message: no content. */
@Command(
        name = "list",
        description = {
            "Lists the parked messages, oldest first, a line each: id, event type, topic-partition-offset, since when,",
            "state, reason. States: waiting; replayed and discarded; absent (noted as waiting, but not in the queue)."
        },
        mixinStandardHelpOptions = true)
final class ParkedListCommand implements Callable<Integer> {

    private final Map<String, String> environment;
    private final JsonFactory json = new JsonFactory();

    @Spec
    private CommandSpec spec;

    @Option(names = "--all", description = "Also those that were replayed or discarded before.")
    private boolean all;

    @Option(names = "--json", description = "A JSON object a line.")
    private boolean asJson;

    ParkedListCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws Exception {
        return ParkedDesk.open(environment, spec, desk -> {
            try (var listing = new ParkedListing(all)) {
                listing.show(desk, entry -> desk.out().println(asJson ? json(entry) : line(entry)));
                return ExitCode.DONE;
            } catch (UncheckedIOException e) {
                desk.warn("the list does not fit into memory, and there is no room for it in "
                        + System.getProperty("java.io.tmpdir")
                        + " (" + e.getCause().getClass().getSimpleName()
                        + "): name another folder, with JAVA_TOOL_OPTIONS=-Djava.io.tmpdir=FOLDER, or a larger heap");
                return ExitCode.FAILED;
            }
        });
    }

    private static String line(ParkedEntry entry) {
        return String.join(
                "  ",
                entry.uuid().toString(),
                entry.type(),
                Printable.of(entry.coordinates()),
                entry.since().toString(),
                entry.state().label(),
                Printable.of(entry.reason()));
    }

    private String json(ParkedEntry entry) {
        var written = new StringWriter();
        try (var writer = json.createGenerator(written)) {
            writer.writeStartObject();
            writer.writeStringField("id", entry.uuid().toString());
            writer.writeStringField("event_type", entry.type());
            writer.writeStringField("coordinates", entry.coordinates());
            writer.writeStringField("since", entry.since().toString());
            writer.writeStringField("state", entry.state().label());
            writer.writeStringField("reason", entry.reason());
            writer.writeNumberField("copies", entry.copies());
            writer.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a StringWriter does not fail", e);
        }
        return written.toString();
    }
}
