package org.gatehouse.gatewaycore.transport;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.netty.handler.codec.DateFormatter;
import io.netty.handler.codec.http.HttpHeaderValidationUtil;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import org.jspecify.annotations.Nullable;

/**
 * Header fields in the order in which they came, found by going through them. A head has
 * a dozen fields, and is limited: that costs less than a hash of each name, which Netty
 * makes for its own map. What comes in is checked as strictly as Netty does, and holds no
 * character that does not fit into a byte.
 */
final class FieldList extends HttpHeaders {

	private static final int USUAL = 16;

	private @Nullable CharSequence[] names = new @Nullable CharSequence[USUAL];

	private @Nullable CharSequence[] values = new @Nullable CharSequence[USUAL];

	/** What is compared before the names are: length, first and last character. */
	private int[] marks = new int[USUAL];

	private int size;

	private static int mark(CharSequence name) {
		int length = name.length();
		return (length == 0) ? 0
				: (length << 16) | ((name.charAt(0) | 0x20) & 0xff) << 8 | ((name.charAt(length - 1) | 0x20) & 0xff);
	}

	private int find(CharSequence name, int mark, int from) {
		for (int i = from; i < this.size; i++) {
			if (this.marks[i] == mark && AsciiString.contentEqualsIgnoreCase(this.names[i], name)) {
				return i;
			}
		}
		return -1;
	}

	private int find(CharSequence name) {
		return find(name, mark(name), 0);
	}

	/**
	 * The name of a field.
	 * @param at where it stands
	 * @return the name as it was given, a {@link String} or an {@link AsciiString}
	 */
	CharSequence nameAt(int at) {
		return known(this.names[at]);
	}

	/**
	 * The value of a field.
	 * @param at where it stands
	 * @return the value, a {@link String} of characters up to 0xff or an
	 * {@link AsciiString}
	 */
	CharSequence valueAt(int at) {
		return known(this.values[at]);
	}

	private static CharSequence known(@Nullable CharSequence there) {
		if (there == null) {
			throw new IndexOutOfBoundsException("no such field");
		}
		return there;
	}

	private static CharSequence checkedName(CharSequence name) {
		if (name.isEmpty() || HttpHeaderValidationUtil.validateToken(name) >= 0) {
			throw new IllegalArgumentException("a header field's name (expected: a token)");
		}
		return (name instanceof AsciiString) ? name : name.toString();
	}

	private static CharSequence checkedValue(Object value) {
		if (value instanceof AsciiString constant) {
			if (HttpHeaderValidationUtil.validateValidHeaderValue(constant) >= 0) {
				throw new IllegalArgumentException("a header field's value (expected: no control characters)");
			}
			return constant;
		}
		return checkedText((value instanceof Date date) ? DateFormatter.format(date) : value.toString());
	}

	/**
	 * Looks at each character once: a field's value is made of bytes other than control
	 * characters, blanks and tabs aside (RFC 9110 section 5.5).
	 */
	private static String checkedText(String text) {
		int all = 0;
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if ((c < ' ' && c != '\t') || c == 0x7f || (i == 0 && c <= ' ')) {
				throw new IllegalArgumentException("a header field's value (expected: no control characters)");
			}
			all |= c;
		}
		return (all <= 0xff) ? text : narrowed(text);
	}

	/** Netty writes a question mark for what is no byte, too. */
	private static String narrowed(String text) {
		StringBuilder narrowed = new StringBuilder(text);
		for (int i = 0; i < text.length(); i++) {
			if (text.charAt(i) > 0xff) {
				narrowed.setCharAt(i, '?');
			}
		}
		return narrowed.toString();
	}

	private void append(CharSequence name, int mark, CharSequence value) {
		if (this.size == this.marks.length) {
			this.names = Arrays.copyOf(this.names, this.size * 2);
			this.values = Arrays.copyOf(this.values, this.size * 2);
			this.marks = Arrays.copyOf(this.marks, this.size * 2);
		}
		this.names[this.size] = name;
		this.values[this.size] = value;
		this.marks[this.size++] = mark;
	}

	/** Takes out all fields of a name from a place on. */
	private void removeFrom(CharSequence name, int mark, int from) {
		int first = find(name, mark, from);
		if (first < 0) {
			return;
		}
		int kept = first;
		for (int i = first + 1; i < this.size; i++) {
			if (this.marks[i] != mark || !AsciiString.contentEqualsIgnoreCase(this.names[i], name)) {
				this.names[kept] = this.names[i];
				this.values[kept] = this.values[i];
				this.marks[kept++] = this.marks[i];
			}
		}
		Arrays.fill(this.names, kept, this.size, null);
		Arrays.fill(this.values, kept, this.size, null);
		this.size = kept;
	}

	@Override
	public HttpHeaders add(CharSequence name, Object value) {
		CharSequence checked = checkedName(name);
		append(checked, mark(checked), checkedValue(value));
		return this;
	}

	@Override
	public HttpHeaders add(CharSequence name, Iterable<?> values) {
		values.forEach((value) -> add(name, value));
		return this;
	}

	@Override
	public HttpHeaders set(CharSequence name, Object value) {
		CharSequence checkedName = checkedName(name);
		CharSequence checked = checkedValue(value);
		int mark = mark(checkedName);
		int at = find(checkedName, mark, 0);
		if (at < 0) {
			append(checkedName, mark, checked);
		}
		else {
			this.names[at] = checkedName;
			this.values[at] = checked;
			removeFrom(checkedName, mark, at + 1);
		}
		return this;
	}

	@Override
	public HttpHeaders set(CharSequence name, Iterable<?> values) {
		return remove(name).add(name, values);
	}

	@Override
	public HttpHeaders remove(CharSequence name) {
		removeFrom(name, mark(name), 0);
		return this;
	}

	@Override
	public HttpHeaders clear() {
		Arrays.fill(this.names, 0, this.size, null);
		Arrays.fill(this.values, 0, this.size, null);
		this.size = 0;
		return this;
	}

	@Override
	public @Nullable String get(CharSequence name) {
		int at = find(name);
		return (at < 0) ? null : valueAt(at).toString();
	}

	@Override
	public List<String> getAll(CharSequence name) {
		int mark = mark(name);
		int first = find(name, mark, 0);
		if (first < 0) {
			return List.of();
		}
		int next = find(name, mark, first + 1);
		if (next < 0) {
			return List.of(valueAt(first).toString());
		}
		List<String> all = new ArrayList<>(4);
		all.add(valueAt(first).toString());
		for (int at = next; at >= 0; at = find(name, mark, at + 1)) {
			all.add(valueAt(at).toString());
		}
		return Collections.unmodifiableList(all);
	}

	@Override
	public boolean contains(CharSequence name) {
		return find(name) >= 0;
	}

	@Override
	public boolean isEmpty() {
		return this.size == 0;
	}

	@Override
	public int size() {
		return this.size;
	}

	@Override
	public Set<String> names() {
		Set<String> all = new LinkedHashSet<>();
		for (int i = 0; i < this.size; i++) {
			all.add(nameAt(i).toString());
		}
		return all;
	}

	@Override
	public List<Map.Entry<String, String>> entries() {
		List<Map.Entry<String, String>> all = new ArrayList<>(this.size);
		for (int i = 0; i < this.size; i++) {
			all.add(Map.entry(nameAt(i).toString(), valueAt(i).toString()));
		}
		return all;
	}

	@Override
	public Iterator<Map.Entry<String, String>> iterator() {
		return entries().iterator();
	}

	@Override
	public Iterator<Map.Entry<CharSequence, CharSequence>> iteratorCharSequence() {
		List<Map.Entry<CharSequence, CharSequence>> all = new ArrayList<>(this.size);
		for (int i = 0; i < this.size; i++) {
			all.add(Map.entry(nameAt(i), valueAt(i)));
		}
		return all.iterator();
	}

	@Override
	public @Nullable String get(String name) {
		return get((CharSequence) name);
	}

	@Override
	public List<String> getAll(String name) {
		return getAll((CharSequence) name);
	}

	@Override
	public boolean contains(String name) {
		return contains((CharSequence) name);
	}

	@Override
	public HttpHeaders add(String name, Object value) {
		return add((CharSequence) name, value);
	}

	@Override
	public HttpHeaders add(String name, Iterable<?> values) {
		return add((CharSequence) name, values);
	}

	@Override
	public HttpHeaders set(String name, Object value) {
		return set((CharSequence) name, value);
	}

	@Override
	public HttpHeaders set(String name, Iterable<?> values) {
		return set((CharSequence) name, values);
	}

	@Override
	public HttpHeaders remove(String name) {
		return remove((CharSequence) name);
	}

	@Override
	public HttpHeaders addInt(CharSequence name, int value) {
		return add(name, Integer.toString(value));
	}

	@Override
	public HttpHeaders addShort(CharSequence name, short value) {
		return add(name, Short.toString(value));
	}

	@Override
	public HttpHeaders setInt(CharSequence name, int value) {
		return set(name, Integer.toString(value));
	}

	@Override
	public HttpHeaders setShort(CharSequence name, short value) {
		return set(name, Short.toString(value));
	}

	@Override
	public @Nullable Integer getInt(CharSequence name) {
		Long number = number(name, Integer.MIN_VALUE, Integer.MAX_VALUE);
		return (number == null) ? null : number.intValue();
	}

	@Override
	public int getInt(CharSequence name, int otherwise) {
		Integer number = getInt(name);
		return (number == null) ? otherwise : number;
	}

	@Override
	public @Nullable Short getShort(CharSequence name) {
		Long number = number(name, Short.MIN_VALUE, Short.MAX_VALUE);
		return (number == null) ? null : number.shortValue();
	}

	@Override
	public short getShort(CharSequence name, short otherwise) {
		Short number = getShort(name);
		return (number == null) ? otherwise : number;
	}

	private @Nullable Long number(CharSequence name, long least, long most) {
		String text = get(name);
		try {
			long number = (text == null) ? most + 1 : Long.parseLong(text);
			return (number < least || number > most) ? null : number;
		}
		catch (NumberFormatException ex) {
			return null;
		}
	}

	@Override
	public @Nullable Long getTimeMillis(CharSequence name) {
		String text = get(name);
		Date date = (text == null) ? null : DateFormatter.parseHttpDate(text);
		return (date == null) ? null : date.getTime();
	}

	@Override
	public long getTimeMillis(CharSequence name, long otherwise) {
		Long time = getTimeMillis(name);
		return (time == null) ? otherwise : time;
	}

}
