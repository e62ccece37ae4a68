package gov.va.vro.bie.persister.cli;

import gov.va.vro.bie.persister.event.EventType;
import gov.va.vro.bie.persister.receive.BrokerException;
import gov.va.vro.bie.persister.receive.ParkedCopy;
import gov.va.vro.bie.persister.store.DatabaseException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * What is known of one parked message; its body only when that is asked for, alone on standard output, so that it can
 * be redirected into a file.
 */
@Command(
        name = "show",
        description = "Shows where a parked message came from, when and why it was parked; its content on demand.",
        mixinStandardHelpOptions = true)
final class ParkedShowCommand implements Callable<Integer> {

    private final Map<String, String> environment;
    private final PrintStream content;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "ID", description = "Its id in the list, or its message id.")
    private String id;

    @Option(
            names = "--content",
            description = "Writes the body to standard output, and all else to standard error. It may be personal.")
    private boolean withContent;

    ParkedShowCommand(Map<String, String> environment) {
        this.environment = environment;
        content = System.out;
    }

    @Override
    public Integer call() throws Exception {
        return ParkedDesk.open(environment, spec, desk -> {
            var copies = new ArrayList<ParkedCopy>();
            desk.look(copy -> {
                if (copy.isCalled(id)) {
                    copies.add(copy);
                }
            });
            if (copies.isEmpty()) {
                desk.warnOfMissing(Set.of(id));
                return ExitCode.NOT_PARKED;
            }
            var ids = copies.stream()
                    .map(copy -> copy.uuid().toString())
                    .distinct()
                    .toList();
            if (ids.size() > 1) {
                desk.warn("that message id is the id of " + ids.size() + " parked messages: " + String.join(", ", ids)
                        + "; give one of these ids");
                return ExitCode.CONFIGURATION;
            }
            describe(copies, state(desk, copies.get(0)), withContent ? desk.err() : desk.out());
            return withContent ? writeBody(desk, copies) : ExitCode.DONE;
        });
    }

    private static ParkedState state(ParkedDesk desk, ParkedCopy copy) throws DatabaseException {
        return desk.notes().find(copy.uuid()).flatMap(ParkedState::of).orElse(ParkedState.WAITING);
    }

    private static void describe(List<ParkedCopy> copies, ParkedState state, PrintWriter out) {
        var copy = copies.get(0);
        say(out, "id", copy.uuid().toString());
        copy.message().messageId().ifPresent(id -> say(out, "message id", id));
        say(out, "event type", copy.type().map(EventType::label).orElse("unknown"));
        say(out, "from queue", copy.queue());
        copy.message().coordinates().ifPresent(source -> {
            say(out, "topic", source.topic());
            say(out, "partition", Integer.toString(source.partition()));
            say(out, "offset", Long.toString(source.offset()));
            source.timestamp().ifPresent(millis -> say(out, "timestamp", Long.toString(millis)));
        });
        copy.message().notifiedAt().ifPresent(moment -> say(out, "notified at", moment.toString()));
        say(out, "parked at", copy.since().toString());
        say(out, "reason", copy.reason());
        say(out, "state", state.label());
        say(out, "copies", Integer.toString(copies.size()));
        say(out, "bytes", Integer.toString(copy.bytes()));
    }

    private static void say(PrintWriter out, String name, String value) {
        out.printf("%-11s  %s%n", name, Printable.of(value));
    }

    private int writeBody(ParkedDesk desk, List<ParkedCopy> copies) throws BrokerException, InterruptedException {
        var body = desk.queue().body(copies.get(0).key());
        if (body.isEmpty()) {
            desk.warn("the message was not found again: it was taken out meanwhile, or somebody else is at work there");
            return ExitCode.NOT_PARKED;
        }
        desk.warn("what follows on standard output may hold personal data: keep it out of logs and tickets");
        desk.err().flush();
        content.write(body.get(), 0, body.get().length);
        content.flush();
        return ExitCode.DONE;
    }
}
