package gov.va.vro.bie.persister.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiagnosticCodesTest {

    @ParameterizedTest(name = "[{0}] is {1}")
    @CsvSource(quoteCharacter = '"', textBlock = """
                    5237                  | 5237
                    " 5237 "              | 5237
                    5299-5237             | 5237 5299
                    5299 - 5237           | 5237 5299
                    5299–5237             | 5237 5299
                    5237,5003             | 5003 5237
                    "5299-5237; 5003"     | 5003 5237 5299
                    "5237, 5237, 5299-5237" | 5237 5299
                    5237/5003             | 5003 5237
                    5237 5003             | 5003 5237
                    5299-                 | 5299
                    -5299                 | 5299
                    6510-unk              | 6510 UNK
                    529                   | 529
                    52a7                  | 52A7
                    not-a-code            | NOT-A-CODE
                    n/a                   | N/A
                    ",;,"                 |
                    "   "                 |
                    -                     | -
                    """, delimiter = '|')
    void normalizes(String text, String expected) {
        var codes = expected == null ? List.of() : Arrays.asList(expected.split(" "));

        assertThat(DiagnosticCodes.of(text)).isEqualTo(codes);
    }
}
