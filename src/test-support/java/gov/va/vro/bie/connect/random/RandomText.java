package gov.va.vro.bie.connect.random;

import java.util.Random;

/** Random text: plain, or anything that a Java string can hold, half a surrogate pair and U+0000 among it. */
public final class RandomText {

    private static final String[] AWKWARD = {
        "",
        "\u0000",
        "\"",
        "\\",
        "\n",
        "\u007f",
        "\u2028",
        "\ufeff",
        "\uffff",
        "\ud83d",
        "\ude00",
        "\ude00\ud83d",
        "😀",
        "é"
    };

    private final Random random;

    public RandomText(Random random) {
        this.random = random;
    }

    /** Up to 20 characters, none of them a surrogate. */
    public String plain() {
        var text = new StringBuilder();
        for (int i = random.nextInt(20); i > 0; i--) {
            text.append((char) (random.nextInt(10) == 0 ? random.nextInt(0xD800) : random.nextInt(0x80)));
        }
        return text.toString();
    }

    /** Anything, mostly short. */
    public String any() {
        var text = new StringBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
            switch (random.nextInt(4)) {
                case 0 -> text.append(AWKWARD[random.nextInt(AWKWARD.length)]);
                case 1 -> text.append((char) random.nextInt(Character.MAX_VALUE + 1));
                case 2 -> text.appendCodePoint(random.nextInt(Character.MAX_CODE_POINT + 1));
                default -> text.append(plain());
            }
        }
        return text.toString();
    }

    /** As much of the same as makes this many characters. */
    public String longOne(int length) {
        var text = any() + "x";
        return text.repeat(length / text.length() + 1).substring(0, length);
    }
}
