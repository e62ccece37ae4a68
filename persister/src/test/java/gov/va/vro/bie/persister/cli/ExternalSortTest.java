package gov.va.vro.bie.persister.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExternalSortTest {

    private static final int HELD = 100;
    private static final Comparator<Item> BY_KEY = Comparator.comparingInt(Item::key);

    @Test
    void putsInOrderWhatDoesNotFitIntoMemory() {
        var numbers = new ArrayList<>(IntStream.range(0, 10 * HELD + 7)
                .mapToObj(number -> new Item(number, 0))
                .toList());
        var inOrder = List.copyOf(numbers);
        Collections.shuffle(numbers, new Random(1));

        assertThat(sorted(numbers)).isEqualTo(inOrder);
    }

    @Test
    void keepsTheOrderOfWhatComparesAsEqual() {
        var items = IntStream.range(0, 10 * HELD)
                .mapToObj(number -> new Item(number % 3, number))
                .toList();

        assertThat(sorted(items)).isEqualTo(items.stream().sorted(BY_KEY).toList());
    }

    @Test
    void sortsWhatFitsAndNothingAtAll() {
        assertThat(sorted(List.of(new Item(2, 0), new Item(1, 0)))).containsExactly(new Item(1, 0), new Item(2, 0));
        assertThat(sorted(List.of())).isEmpty();
    }

    private record Item(int key, int number) {}

    private static List<Item> sorted(List<Item> items) {
        try (var sort = new ExternalSort<>(new ItemFormat(), BY_KEY, HELD)) {
            items.forEach(sort::add);
            var sorted = new ArrayList<Item>();
            for (var next = sort.next(); next.isPresent(); next = sort.next()) {
                sorted.add(next.get());
            }
            return sorted;
        }
    }

    private static final class ItemFormat implements SortedRun.Format<Item> {

        @Override
        public void write(Item item, DataOutput out) throws IOException {
            out.writeInt(item.key);
            out.writeInt(item.number);
        }

        @Override
        public Item read(DataInput in) throws IOException {
            return new Item(in.readInt(), in.readInt());
        }

        @Override
        public int bytes(Item item) {
            return 1;
        }
    }
}
