package org.gatehouse.gatewaycore.snapshot;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TableTests {

	/** Whose hashes are all alike in their upper bytes, or altogether. */
	private record Clash(int number) {

		@Override
		public int hashCode() {
			return this.number % 3;
		}

	}

	@Test
	void everyVersionHoldsWhatAMapHeldThen() {
		Random random = new Random(4);
		Table.Editor<Integer, Integer> editor = new Table.Editor<>();
		Map<Integer, Integer> model = new HashMap<>();
		List<Table<Integer, Integer>> versions = new ArrayList<>();
		List<Map<Integer, Integer>> models = new ArrayList<>();
		for (int step = 0; step < 20_000; step++) {
			int key = random.nextInt(3000);
			if (random.nextInt(3) == 0) {
				editor.remove(key);
				model.remove(key);
			}
			else {
				editor.put(key, step);
				model.put(key, step);
			}
			if (step % 1000 == 0) {
				versions.add(editor.table());
				models.add(new HashMap<>(model));
			}
		}
		for (int i = 0; i < versions.size(); i++) {
			assertThat(all(versions.get(i))).isEqualTo(models.get(i));
			assertThat(versions.get(i).size()).isEqualTo(models.get(i).size());
			for (int key = 0; key < 3000; key++) {
				assertThat(versions.get(i).get(key)).isEqualTo(models.get(i).get(key));
			}
		}
	}

	@Test
	void keysWithTheSameHashAreToldApart() {
		Table.Editor<Clash, Integer> editor = new Table.Editor<>();
		for (int i = 0; i < 200; i++) {
			editor.put(new Clash(i), i);
		}
		for (int i = 0; i < 200; i += 2) {
			editor.remove(new Clash(i));
		}
		Table<Clash, Integer> table = editor.table();
		assertThat(table.size()).isEqualTo(100);
		for (int i = 0; i < 200; i++) {
			assertThat(table.get(new Clash(i))).isEqualTo((i % 2 == 0) ? null : i);
		}
	}

	@Test
	void withoutAChangeTheNextVersionIsTheLast() {
		Table.Editor<String, Integer> editor = new Table.Editor<>();
		editor.put("a", 1);
		Table<String, Integer> table = editor.table();
		editor.remove("b");
		assertThat(editor.table()).isSameAs(table);
		assertThat(Table.<String, Integer>empty().get("a")).isNull();
	}

	private static <K, V> Map<K, V> all(Table<K, V> table) {
		Map<K, V> map = new HashMap<>();
		table.forEach(map::put);
		return map;
	}

}
