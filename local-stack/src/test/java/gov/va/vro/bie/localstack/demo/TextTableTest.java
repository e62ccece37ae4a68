package gov.va.vro.bie.localstack.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TextTableTest {
    @Test
    void alignsTextLeftAndNumbersRight() {
        var table = new TextTable("Topic", "stored").row("SHORT", 5).row("MUCH_LONGER", 12_345);

        assertThat(table.lines())
                .containsExactly(
                        "Topic        stored", //
                        "SHORT             5",
                        "MUCH_LONGER  12,345");
    }

    @Test
    void leavesNoSpaceAtTheEndOfALine() {
        assertThat(new TextTable("a", "long heading").row("x", "y").lines()).containsExactly("a  long heading", "x  y");
    }
}
