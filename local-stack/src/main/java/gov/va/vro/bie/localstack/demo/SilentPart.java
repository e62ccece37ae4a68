package gov.va.vro.bie.localstack.demo;

import gov.va.vro.bie.localstack.Endpoints;
import gov.va.vro.bie.localstack.Part;
import gov.va.vro.bie.localstack.recipe.Probes;
import java.nio.file.Path;
import java.util.Optional;

/** Finds the part of a stack that does not answer a question of its own protocol. */
final class SilentPart {
    private SilentPart() {}

    /** Names the first one and its log; empty when all five answer. */
    static Optional<String> among(Endpoints endpoints, Path logs) throws InterruptedException {
        for (var part : Part.values()) {
            try {
                Probes.ask(part, endpoints);
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                return Optional.of(part.title() + " does not answer, see " + logs.resolve(part.id() + ".log"));
            }
        }
        return Optional.empty();
    }
}
