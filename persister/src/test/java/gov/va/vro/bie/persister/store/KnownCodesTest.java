package gov.va.vro.bie.persister.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KnownCodesTest {

    private final KnownCodes codes = new KnownCodes();

    @Test
    void missesWhatWasNotCommittedDistinctAndInOrder() {
        codes.committed(List.of("5003"));

        assertThat(codes.missing(Stream.of("5299", "5003", "5237", "5299"))).containsExactly("5237", "5299");
    }

    @Test
    void missesEverythingOnceItHasForgotten() {
        codes.committed(List.of("5003"));

        assertThat(codes.forget()).isTrue();
        assertThat(codes.missing(Stream.of("5003"))).containsExactly("5003");
        assertThat(codes.forget()).isFalse();
    }

    @Test
    void remembersABoundedNumber() {
        for (var batch = 0; batch < 100; batch++) {
            var base = batch * 1_000;
            codes.committed(IntStream.range(base, base + 1_000)
                    .mapToObj(Integer::toString)
                    .toList());
        }

        assertThat(codes.missing(IntStream.range(0, 100_000).mapToObj(Integer::toString)))
                .hasSizeGreaterThanOrEqualTo(90_000);
    }

    @Test
    void remembersNoneOfABatchThatHasMoreThanItWouldRemember() {
        codes.committed(IntStream.range(0, 100_000).mapToObj(Integer::toString).toList());

        assertThat(codes.missing(IntStream.range(0, 100_000).mapToObj(Integer::toString)))
                .hasSize(100_000);
    }
}
