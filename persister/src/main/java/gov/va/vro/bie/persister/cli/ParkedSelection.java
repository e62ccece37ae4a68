package gov.va.vro.bie.persister.cli;

import gov.va.vro.bie.persister.receive.ParkedCopy;
import gov.va.vro.bie.persister.store.ParkedNote;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which messages: those that are named, or all, or all of a reason. */
final class ParkedSelection {

    @ArgGroup(multiplicity = "1")
    private Which which;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Only those whose reason contains this text.")
    private String reason = "";

    static final class Which {

        @Parameters(
                paramLabel = "ID",
                arity = "1..*",
                description = "Ids in the list, or message ids, where only one message has them.")
        private List<String> ids = List.of();

        @Option(names = "--all", description = "All that are in the queue.")
        private boolean all;
    }

    Set<String> names() {
        return new LinkedHashSet<>(which.ids);
    }

    boolean isNamed(ParkedCopy copy) {
        return which.ids.stream().anyMatch(copy::isCalled);
    }

    boolean isMeant(ParkedCopy copy) {
        return (which.all || isNamed(copy)) && copy.reason().contains(reason);
    }

    /** Of notes that are named. */
    boolean isMeant(ParkedNote note) {
        return note.reason().contains(reason);
    }
}
