//! Reading ahead: blocks are made on other threads than the one that uses them.

use std::{
    sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel},
    thread,
};

use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::atlas::{AtlasError, Axis, Block, blocks::BlockReader};

/// How many blocks are in memory: one in use, one waiting, one in the making.
const BLOCKS: usize = 3;

/// Gives all blocks to `f`, in order.
pub(super) fn run<E: From<AtlasError>>(
    blocks: Box<dyn BlockReader + '_>,
    axis: Axis,
    f: impl FnMut(&Block) -> Result<(), E>,
) -> Result<(), E> {
    let pool = pool()?;
    thread::scope(|scope| {
        let (send_full, full) = sync_channel(1);
        let (send_empty, empty) = channel();
        for _ in 0..BLOCKS {
            // Cannot fail: the receiver is in scope.
            let _ = send_empty.send(Block::new(axis));
        }
        scope.spawn(move || produce(blocks, &pool, empty, &send_full));
        consume(full, &send_empty, f)
    })
}

/// A pool of its own: in the caller's, all threads may be waiting for blocks.
fn pool() -> Result<ThreadPool, AtlasError> {
    let threads = rayon::current_num_threads();
    let pool = ThreadPoolBuilder::new().num_threads(threads).build();
    pool.map_err(AtlasError::Threads)
}

/// Makes blocks until there are no more, or nobody wants them.
fn produce(
    mut blocks: Box<dyn BlockReader + '_>,
    pool: &ThreadPool,
    empty: Receiver<Block>,
    full: &SyncSender<Result<Block, AtlasError>>,
) {
    for mut block in empty {
        block.clear();
        let made = match pool.install(|| blocks.next(&mut block)) {
            Ok(true) => Ok(block),
            Ok(false) => return,
            Err(error) => Err(error),
        };
        let is_last = made.is_err();
        if full.send(made).is_err() || is_last {
            return;
        }
    }
}

fn consume<E: From<AtlasError>>(
    full: Receiver<Result<Block, AtlasError>>,
    empty: &Sender<Block>,
    mut f: impl FnMut(&Block) -> Result<(), E>,
) -> Result<(), E> {
    for block in full {
        let block = block?;
        f(&block)?;
        // After the last block nobody waits for it.
        let _ = empty.send(block);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Blocks of one value that counts up, and an error in the end or none.
    struct Count {
        next: u32,
        end: u32,
        fails: bool,
    }

    impl BlockReader for Count {
        fn next(&mut self, block: &mut Block) -> Result<bool, AtlasError> {
            assert!(block.majors.is_empty() && block.offsets == [0]);
            if self.next == self.end {
                let failed = AtlasError::read("file".as_ref(), std::io::Error::other("failed"));
                return if self.fails { Err(failed) } else { Ok(false) };
            }
            block.majors.push(self.next);
            block.minors.push(0);
            block.values.push(1.0);
            block.offsets.push(1);
            self.next += 1;
            Ok(true)
        }
    }

    fn count(end: u32, fails: bool, stop: u32) -> (Vec<u32>, Result<(), AtlasError>) {
        let mut seen = Vec::new();
        let blocks = Box::new(Count {
            next: 0,
            end,
            fails,
        });
        let result = run(blocks, Axis::Cells, |block| {
            seen.extend(&block.majors);
            match block.majors[0] == stop {
                true => Err(AtlasError::read(
                    "file".as_ref(),
                    std::io::Error::other("stop"),
                )),
                false => Ok(()),
            }
        });
        (seen, result)
    }

    #[test]
    fn blocks_arrive_once_each_and_in_order() {
        let (seen, result) = count(100, false, u32::MAX);
        assert!(result.is_ok());
        assert_eq!(seen, (0..100).collect::<Vec<_>>());
    }

    #[test]
    fn error_of_either_side_ends_the_reading() {
        let (seen, result) = count(5, true, u32::MAX);
        assert_eq!((seen.len(), result.is_err()), (5, true));
        let (seen, result) = count(1000, false, 7);
        assert_eq!((seen.len(), result.is_err()), (8, true));
    }
}
