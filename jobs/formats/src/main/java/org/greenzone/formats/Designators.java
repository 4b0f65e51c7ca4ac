package org.greenzone.formats;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** International designators, as files write them. */
public final class Designators {
    private static final Pattern WRITTEN = Pattern.compile("(\\d{4})-?(\\d{3})-?([A-Z]{1,3})");

    private Designators() {}

    /** {@code 1998-067A} from {@code 1998-067-A} or {@code 1998067A}; empty where the text is none. */
    public static String normal(String text) {
        Matcher matcher = WRITTEN.matcher(text.strip());
        return matcher.matches() ? matcher.group(1) + "-" + matcher.group(2) + matcher.group(3) : "";
    }
}
