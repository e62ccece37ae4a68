package gov.va.vro.bie.localstack.recipe;

import gov.va.vro.bie.localstack.Part;
import gov.va.vro.bie.localstack.process.ChildSpec;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** How one part is run. A recipe keeps no state but files: it serves the first start and every later one. */
public interface Recipe {

    Part part();

    /** The name for people. */
    default String title() {
        return part().title();
    }

    /** Writes configuration, formats storage where there is none yet, and says which process to run. */
    ChildSpec prepare() throws IOException;

    /** Processes that the part needs beside it and that its own end leaves alone, in order; prepared before. */
    default List<ChildSpec> helpers() {
        return List.of();
    }

    /** Returns when the part answers, throws while it does not. */
    void probe() throws Exception;

    /** How long its start may take. */
    default Duration patience() {
        return Duration.ofMinutes(3);
    }
}
