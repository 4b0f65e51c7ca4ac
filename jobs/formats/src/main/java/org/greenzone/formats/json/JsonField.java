package org.greenzone.formats.json;

/**
 * A scalar in a JSON object.
 *
 * @param line line in the file, from 1
 * @param text text of the string or number
 */
public record JsonField(int line, String text) {}
