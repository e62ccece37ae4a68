package gov.va.vro.bie.persister.cli;

import gov.va.vro.bie.persister.config.ConfigurationException;
import gov.va.vro.bie.persister.config.PersisterConfig;
import gov.va.vro.bie.persister.receive.Broker;
import gov.va.vro.bie.persister.receive.BrokerException;
import gov.va.vro.bie.persister.receive.ParkedCopy;
import gov.va.vro.bie.persister.receive.ParkedQueue;
import gov.va.vro.bie.persister.store.Database;
import gov.va.vro.bie.persister.store.DatabaseException;
import gov.va.vro.bie.persister.store.ParkedMessage;
import gov.va.vro.bie.persister.store.ParkedNotes;
import gov.va.vro.bie.persister.store.ParkedStore;
import gov.va.vro.bie.persister.store.Schema;
import java.io.PrintWriter;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;

/** Where the subcommands of {@code parked} work: the queue, the notes in the database, and the two outputs. */
record ParkedDesk(ParkedQueue queue, ParkedStore store, ParkedNotes notes, PrintWriter out, PrintWriter err) {

    /** Near enough to the limit of 20 that RabbitMQ sets from 4.0 on where no policy does. */
    private static final long WORRYING_DELIVERIES = 10;

    interface Work {
        int at(ParkedDesk desk) throws BrokerException, DatabaseException, InterruptedException;
    }

    /** Does {@code work} once the configuration is read and the database answers; returns the exit code. */
    static int open(Map<String, String> environment, CommandSpec spec, Work work)
            throws ConfigurationException, InterruptedException {
        var config = PersisterConfig.from(environment);
        QuietLogs.on();
        var err = spec.commandLine().getErr();
        try (var database = Database.of(config.database())) {
            database.probe();
            if (new Schema(database).pending() > 0) {
                err.println("persister: database: migrations are missing: run \"persister migrate\"");
                return ExitCode.MIGRATIONS;
            }
            var desk = new ParkedDesk(
                    new ParkedQueue(new Broker(config.broker())),
                    new ParkedStore(database),
                    new ParkedNotes(database),
                    spec.commandLine().getOut(),
                    err);
            return desk.unlessUnwritten(work.at(desk));
        } catch (BrokerException e) {
            err.println("persister: " + e.getMessage());
            return ExitCode.BROKER;
        } catch (DatabaseException e) {
            err.println("persister: " + e.getMessage());
            return ExitCode.DATABASE;
        }
    }

    /** Shows all copies that are in the queue. */
    void look(Consumer<ParkedCopy> viewer) throws BrokerException, InterruptedException {
        var deliveries = new LongSummaryStatistics();
        queue.look(copy -> {
            deliveries.accept(copy.deliveries());
            viewer.accept(copy);
        });
        warnOfLimit(deliveries.getMax());
    }

    /** Says of names that no copy has why there is nothing to be had. */
    void warnOfMissing(Set<String> names) throws DatabaseException {
        var absent = notes.waiting(names);
        absent.forEach(note -> warn(note.uuid() + " is noted as parked, but is not in persister.parked: somebody looks"
                + " at it now, or it was taken out by hand. If it stays away, send its record, "
                + Printable.of(note.coordinates().orElse("which has no coordinates")) + ", from Kafka again, and"
                + " discard the note"));
        warnOfUnknown(names.stream()
                .filter(name -> absent.stream().noneMatch(note -> note.isCalled(name)))
                .collect(Collectors.toSet()));
    }

    /** Says which names nothing has. */
    boolean warnOfUnknown(Set<String> names) {
        names.forEach(name -> warn("no parked message has the id " + Printable.of(name)));
        return !names.isEmpty();
    }

    /** Says which messages were named and are left alone. */
    boolean warnOfOtherReason(Set<String> names) {
        names.forEach(id -> warn(Printable.of(id) + " is parked for another reason, and is left as it is"));
        return !names.isEmpty();
    }

    /** Says which names several messages have. */
    boolean warnOfAmbiguous(Map<String, Set<UUID>> names) {
        names.forEach((name, uuids) -> warn(Printable.of(name) + " is the id of " + uuids.size() + " parked messages: "
                + uuids.stream().map(UUID::toString).collect(Collectors.joining(", ")) + "; give one of these ids"));
        return !names.isEmpty();
    }

    /** Says so when copies that were chosen were not there any more. */
    boolean foundAll(int chosen, int notFound) {
        if (notFound > 0) {
            warn(notFound + " of " + chosen + " were not found again: somebody else may be at work there; look"
                    + " at the list, and run it once more for what is left");
        }
        return notFound == 0;
    }

    void warnOfUnnoted(List<ParkedMessage> messages) {
        messages.forEach(message -> warn(message.uuid() + ": the database refuses to note what became of it, so the"
                + " ledger does not know; it was done all the same"));
    }

    /** A stream that prints does not throw: who takes a file for whole would discard what it was to keep. */
    private int unlessUnwritten(int code) {
        out.flush();
        if (!System.out.checkError()) {
            return code;
        }
        warn("standard output could not be written, and is not whole: is its disk full, or its pipe closed?");
        return code == ExitCode.DONE ? ExitCode.FAILED : code;
    }

    void warn(String text) {
        err.println("persister: " + text);
    }

    /** A message that was delivered more often than that is under no such limit. */
    private void warnOfLimit(long deliveries) {
        if (deliveries >= WORRYING_DELIVERIES && deliveries <= 2 * WORRYING_DELIVERIES) {
            warn("parked messages were looked at " + deliveries
                    + " times; from 4.0 on RabbitMQ drops a message after 20"
                    + " unless a policy says otherwise: see Policies in the README before you look again");
        }
    }
}
