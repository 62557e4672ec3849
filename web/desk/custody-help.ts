/** Help for the pages of the keeper and of those who see to people and shifts. */
export const custodyHelp = {
  qualifications: {
    zh: [
      "横行是方法，纵列是检测员；每格是持证上岗的状态和截止日，60 天内到期标为临期。",
      "技术负责人在这里授权和终止；终止前做的工作仍然有效，之后不能再分派、领取和提交。",
      "授权签字人的签字领域也在这里：全部领域、按项目方法或按产品类别；领域外的项目不能批准报告。",
    ],
    en: [
      "Methods by analysts: who is authorised until when. The technical manager grants and ends here, and keeps what each signatory may sign for.",
    ],
  },
  partners: {
    zh: [
      "可以分包的机构、各自的资质认定证书，以及能力附表中登记的项目和方法（起止日期、依据）。",
      "登记分包、发样、上传对方报告和签发报告时，都按当日的登记核对；不覆盖的项目会逐项写明。",
      "由技术负责人、质量负责人登记；对方换证、扩项或撤项后请及时更新。",
    ],
    en: [
      "Laboratories that items may be given to, with their certificates and the items and methods of their scopes.",
      "Consent, dispatch, their report and our certificate are each held against what is on record for the day.",
    ],
  },
  workload: {
    zh: [
      "每位检测员的在手、超期、临期和完成数，周期按工作日计算。",
      "有人离岗时，在“离岗交接”选离岗人和接手人，先看清哪些能交、哪些留下，再一次交接。",
    ],
    en: [
      "What everybody has in hand and how long work takes; the open work of somebody who is away goes over in one step.",
    ],
  },
  shift: {
    zh: [
      "上面是现在烘箱、培养箱等设备里的东西和应取出时间，以及各人的未完工作。",
      "交班人写明情况；接班人核对后用密码签名，不能由本人自己接班。",
    ],
    en: ["What is in ovens and incubators now and when it is due; the note is signed by whoever takes over."],
  },
  house: {
    zh: [
      "节假日表按国务院通知逐年录入，包括调休上班日；应完成日期、周期和临期按它计算。",
      "盲样检测打开后，新登记的委托审核前不向检测员和校核人显示委托方信息；谁看过、为什么，都列在这里。",
      "检测人员签字打开后，结果要由检测员在原始记录上签字后才能校核；报告主检处只印签过字的人的签名图片。",
    ],
    en: [
      "The holiday tables that working days are counted by, blind mode with everybody who looked behind a sample, and whether analysts sign before the check.",
    ],
  },
  container: {
    zh: [
      "一个容器现在在哪里、谁领用过、从哪里移交来；时间线上绿色为在库，蓝色为领用，琥珀色为移交途中。",
      "可在这里领用、归还、分样或记为用完。",
    ],
    en: ["Where one container is and who has had it; it is handed out, taken back, split or used up here."],
  },
  handover: {
    zh: [
      "先扫工牌，再逐个扫容器：在库的交给此人，已领用的收回。",
      "收回后再扫一个位置，刚收回的容器一次放入；备样封存，不能领用。",
    ],
    en: [
      "Scan a card, then containers: what is stored goes to that person, what is out comes back. Scan a place to put back what came.",
    ],
  },
  storage: {
    zh: [
      "房间、冰箱、货架、样品盒各有编号和标签；盒有格位，每格一件。",
      "扫描位置打开它，再扫容器即放入。温度与贮存条件不符时标红，位置满了不再接收。",
      "工牌在右上角发号和打印。",
    ],
    en: [
      "Rooms, fridges, shelves and boxes, each with a label to scan. Scan a place, then containers to put them there.",
      "A wrong temperature is marked red; a full place takes no more.",
    ],
  },
  place: {
    zh: [
      "这个位置里有什么；样品盒按格位显示，红色格表示温度与贮存条件不符。",
      "在本页扫描容器即放入这里：盒按顺序放进下一个空格，已领用的同时记为归还。",
    ],
    en: ["What is in this place, a box as a grid. Containers scanned here are put in, one to a cell."],
  },
  transfers: {
    zh: [
      "把容器移交给其他实验室：选接收方和目的，逐个扫描容器，打印移交单随样品走。",
      "对方逐件扫描接收前，容器在移交途中；没有扫到的列为缺件，可撤回。",
      "系统外机构在纸质移交单上签收后，由移交方在这里确认。",
    ],
    en: [
      "Containers sent to another laboratory with a manifest; received there by scanning each, what is missing is named.",
    ],
  },
  transfer: {
    zh: [
      "接收方在本页逐件扫描；破损的先写接收状况再扫。扫完按“接收完毕”，没有扫到的列为缺件。",
      "缺件后来找到时，仍可在这里补扫。",
    ],
    en: [
      "The receiver scans each container here, then closes; what was not scanned is named and may still come later.",
    ],
  },
  retention: {
    zh: [
      "留样自检验结论作出之日起，合格 3 个月、不合格 6 个月，不超过保质期；到期后列在这里，每天早上通知。",
      "有复检、异议或案件的样品在样品页“暂缓”，暂缓期间不能处置。",
      "处置要两个不同的人签名：第一人核对清单，第二人到场监督，然后生成留样处置记录。",
    ],
    en: [
      "Retained samples with the day until which they are kept; nothing is disposed of before it or under a hold.",
      "Two different people sign: one for the list, one who was there.",
    ],
  },
};
