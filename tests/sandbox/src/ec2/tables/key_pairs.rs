//! Key pairs: that of the instances, and one of many years ago.

use crate::clock;
use crate::ec2::account_region::AccountRegion;
use crate::ec2::filters::FilterNames;
use crate::ec2::item_list::ItemTable;
use crate::ec2::schema::{Ids, Malformed, Schema};
use crate::ec2::tags;
use crate::xml::{Element, fields};

pub static KEY_PAIRS: ItemTable = ItemTable {
    action: "DescribeKeyPairs",
    schema: Schema {
        list: "keySet",
        ids: &[
            Ids::names("KeyName", "keyName", ("InvalidKeyPair.NotFound", "The key pair{s} '{}' do{es} not exist")),
            Ids::new(
                "KeyPairId",
                "keyPairId",
                "key-",
                ("InvalidKeyPair.NotFound", "The key pair ID{s} '{}' do{es} not exist"),
            )
            .malformed(Malformed::Code("InvalidKeyPairId.Malformed")),
        ],
        flags: &["IncludePublicKey"],
        filters: FilterNames {
            tag_set: Some("tagSet"),
            paths: &[
                ("fingerprint", "keyFingerprint"),
                ("key-name", "keyName"),
                ("key-pair-id", "keyPairId"),
                ("tag-key", "tagSet/key"),
            ],
        },
        invalid_timestamp: "<item><createTime>yesterday</createTime></item>",
        ..Schema::PLAIN
    },
    items: |location| {
        // June 2024 and March 2019.
        let keys = [("sandbox-key", "ed25519", 1_717_200_000), ("old-laptop", "rsa", 1_551_600_000)];
        keys.map(|(name, kind, created)| members(location, name, kind, created)).to_vec()
    },
    ..ItemTable::PLAIN
};

fn members(location: &AccountRegion, name: &'static str, kind: &'static str, created: i64) -> Vec<Element> {
    let mut random = location.random(&format!("key/{name}"), 0);
    let id = random.id("key-");
    let fingerprint = match kind {
        "ed25519" => {
            format!("{}=", random.text(43, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"))
        }
        _ => (0..20).map(|_| format!("{:02x}", random.below(256))).collect::<Vec<_>>().join(":"),
    };
    fields! {
        keyPairId: id,
        keyName: name,
        keyType: kind,
        keyFingerprint: fingerprint,
        createTime: clock::with_milliseconds(created),
        tagSet: tags::set(&[("owner", "platform")]),
    }
}
