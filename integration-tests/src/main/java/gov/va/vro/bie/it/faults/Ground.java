package gov.va.vro.bie.it.faults;

import gov.va.vro.bie.it.faces.PartProcess;
import gov.va.vro.bie.it.faces.RabbitMqNode;
import gov.va.vro.bie.it.trial.Trial;
import gov.va.vro.bie.localstack.Part;
import gov.va.vro.bie.localstack.Stack;
import java.io.IOException;
import java.nio.file.Path;

/** What faults are made on. */
public record Ground(Stack stack, Path directory, RabbitMqNode node, Trial trial) {

    public static Ground of(Stack stack, Path directory, Trial trial) throws IOException {
        return new Ground(stack, directory, new RabbitMqNode(directory), trial);
    }

    PartProcess process(Part part) {
        return new PartProcess(directory, part);
    }
}
