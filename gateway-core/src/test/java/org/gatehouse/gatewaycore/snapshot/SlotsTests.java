package org.gatehouse.gatewaycore.snapshot;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SlotsTests {

	private record Item(int key, int value) {

	}

	private static final class Items extends Slots<Integer, Item> {

		@Override
		Integer keyOf(Item value) {
			return value.key();
		}

		@Override
		boolean isOf(Item value, Integer key) {
			return value.key() == key;
		}

	}

	@Test
	void theyHoldWhatAMapHolds() {
		Random random = new Random(4);
		Items items = new Items();
		Map<Integer, Item> model = new HashMap<>();
		for (int step = 0; step < 20_000; step++) {
			int key = random.nextInt(500);
			if (random.nextInt(2) == 0) {
				items.remove(key);
				model.remove(key);
			}
			else {
				Item item = new Item(key, step);
				items.put(item);
				model.put(key, item);
			}
			assertThat(items.get(key)).isEqualTo(model.get(key));
		}
		assertThat(items.size()).isEqualTo(model.size());
		for (int key = 0; key < 500; key++) {
			assertThat(items.get(key)).isEqualTo(model.get(key));
		}
		Set<Item> all = new HashSet<>();
		items.forEach(all::add);
		assertThat(all).isEqualTo(new HashSet<>(model.values()));
	}

}
