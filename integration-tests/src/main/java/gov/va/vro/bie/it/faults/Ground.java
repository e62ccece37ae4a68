package gov.va.vro.bie.it.faults;

import gov.va.vro.bie.it.faces.RabbitMqNode;
import gov.va.vro.bie.it.trial.Trial;
import gov.va.vro.bie.localstack.Stack;
import java.io.IOException;
import java.nio.file.Path;

/**
 * What faults are made on.
 *
 * @param workers how many Connect workers run
 */
public record Ground(Stack stack, int workers, Path directory, RabbitMqNode node, Trial trial) {

    public static Ground of(Stack stack, int workers, Path directory, Trial trial) throws IOException {
        return new Ground(stack, workers, directory, new RabbitMqNode(directory), trial);
    }
}
