package gov.va.vro.bie.benchmarks.run;

import gov.va.vro.bie.benchmarks.micro.MicroPart;
import gov.va.vro.bie.benchmarks.sink.SinkPart;
import gov.va.vro.bie.benchmarks.store.StorePart;
import java.util.List;
import java.util.stream.Stream;

/** All parts, in the order in which they run and in which the page shows them. */
final class Parts {

    private Parts() {}

    static List<Part> all() {
        return Stream.of(List.of(new MicroPart()), SinkPart.all(), List.of(new StorePart()))
                .<Part>flatMap(List::stream)
                .toList();
    }
}
