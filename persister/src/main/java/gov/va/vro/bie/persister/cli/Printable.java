package gov.va.vro.bie.persister.cli;

/** Text from outside on an operator's terminal: without the characters that would steer it. */
final class Printable {

    private Printable() {}

    static String of(String text) {
        return text.codePoints()
                .map(character -> Character.isISOControl(character) ? '?' : character)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
