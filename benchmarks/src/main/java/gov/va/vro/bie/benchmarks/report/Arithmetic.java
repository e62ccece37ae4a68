package gov.va.vro.bie.benchmarks.report;

import java.util.Optional;
import java.util.function.Function;

/** A measured value, or one multiplied and divided, from left to right: {@code sink/rate * 86400 / 2}. */
final class Arithmetic {

    private Arithmetic() {}

    /**
     * @param lookup knows the values by name
     * @return what comes out, as the page shows it; empty when a value was not measured
     */
    static Optional<String> of(String expression, Function<String, Optional<Double>> lookup) {
        var words = expression.strip().split("\\s+");
        var result = operand(words[0], lookup);
        for (var at = 1; at < words.length; at += 2) {
            var operator = words[at];
            if (at + 1 == words.length || !operator.matches("[*/]")) {
                throw new IllegalArgumentException(
                        "\"" + expression
                                + "\" in the page's template is no arithmetic: NAME, then * or / and a number, again and again");
            }
            var right = operand(words[at + 1], lookup);
            result = result.flatMap(left -> right.map(number -> operator.equals("*") ? left * number : left / number));
        }
        return result.map(Numbers::shown);
    }

    private static Optional<Double> operand(String word, Function<String, Optional<Double>> lookup) {
        return word.matches("[0-9.]+") ? Optional.of(Double.parseDouble(word)) : lookup.apply(word);
    }
}
